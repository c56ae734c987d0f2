import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { rightsGranted } from '../support/kubernetes/rights.ts';
import { deploy, install, type Stage, stand } from '../support/kubernetes/shop.ts';
import { until } from '../support/system.ts';

// A double stands for the cluster and for its Prometheus; the command line is the built one.

const ledgerOf = ({ dir }: Stage): string[] =>
  readFileSync(join(dir, '.hanok', 'production', 'ledger.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const { kind, body } = JSON.parse(line) as { kind: string; body: { wish?: string } };
      return [kind, body.wish].filter(Boolean).join(' ');
    });
/** Rights that were needed and that the page for people does not grant. */
const beyond = ({ double }: Stage): string[] => {
  const granted = rightsGranted();
  return [...double.rights].filter((right) => !granted.has(right));
};
const holderOf = ({ double }: Stage) =>
  (double.store.get('Lease', 'hanok-shop')?.spec as { holderIdentity?: string } | undefined)
    ?.holderIdentity;

describe.concurrent('a release that is delivered to a cluster by the command line', () => {
  it('is promoted when it is good, shown, computed again, and rolled back at a word', async ({
    expect,
  }) => {
    await using on = await stand();
    await install(on);
    expect(on.weights()).toEqual({ a: 100 });
    const { code, out, err } = await on.hanok(...deploy('b'));
    expect([code, err]).toEqual([0, expect.stringContaining('namespace shop-production')]);
    expect(out).toContain('promoted');
    expect(on.weights()).toEqual({ b: 100 });
    expect(on.double.users.lost).toBe(0);
    expect(on.double.secretsRead).toBe(0);
    const verified = await on.hanok('rollout', 'verify');
    expect([verified.code, verified.out]).toEqual([0, expect.stringContaining('all hold')]);
    expect((await on.hanok('rollout', 'show')).out).toMatch(/50 %.*pass/);
    const status = await on.hanok('status');
    expect([status.code, status.out]).toEqual([0, expect.stringMatching(/in force +2\/2 +100 %/)]);
    expect((await on.hanok('rollback', 'shop')).code).toBe(0);
    expect(on.weights()).toEqual({ a: 100 });
    expect(on.double.users.lost).toBe(0);
    expect(ledgerOf(on)).toEqual(['installed', 'rollout-started', 'rollout-ended', 'rolled-back']);
    expect(holderOf(on)).toBeUndefined();
    expect(beyond(on)).toEqual([]);
  });

  it('is taken back when it is bad, on evidence anybody can compute again', async ({ expect }) => {
    await using on = await stand({}, { b: { bad: 0.5 } });
    await install(on);
    const { code, out } = await on.hanok(...deploy('b'));
    expect([code, out]).toEqual([1, expect.stringContaining('taken back')]);
    expect(on.weights()).toEqual({ a: 100 });
    expect((await on.hanok('rollout', 'verify')).code).toBe(0);
    expect(on.double.store.all('Deployment')).toHaveLength(1);
    const records = on.double.store.all('ConfigMap').map(({ metadata }) => metadata.name);
    expect(records).toHaveLength(2);
    expect(beyond(on)).toEqual([]);
  });

  it('is taken up where its record says by the next command, after its controller was killed', async ({
    expect,
  }) => {
    await using on = await stand();
    await install(on);
    const first = on.begin(...deploy('b'));
    await first.says('shifting 50 %');
    first.child.kill('SIGKILL');
    await first.ended;
    expect(on.weights()).toEqual({ a: 50, b: 50 });
    const asked = on.double.smokes;
    const { code, out, err } = await on.hanok('rollout', 'resume', 'shop');
    expect([code, out]).toEqual([0, expect.stringContaining('promoted')]);
    expect(err).toContain('shifting');
    expect(on.weights()).toEqual({ b: 100 });
    expect([asked, on.double.smokes]).toEqual([1, 1]);
    expect(on.double.users.lost).toBe(0);
    expect(ledgerOf(on)).toEqual([
      'installed',
      'rollout-started',
      'rollout-wished resume',
      'rollout-ended',
    ]);
  });

  it('is taken up by the same deploy as well, and another release is not begun beside it', async ({
    expect,
  }) => {
    await using on = await stand({}, { b: { bad: 0.5 } });
    await install(on);
    const first = on.begin(...deploy('b'));
    await first.says('shifting 50 %');
    first.child.kill('SIGKILL');
    await first.ended;
    const other = await on.hanok(...deploy('c'));
    expect([other.code, other.err]).toEqual([3, expect.stringContaining('app/rollout-underway')]);
    const { code, out, err } = await on.hanok(...deploy('b'));
    expect([code, out]).toEqual([1, expect.stringContaining('taken back')]);
    expect(err).toContain('it is taken up from there');
    expect(on.weights()).toEqual({ a: 100 });
  });

  it('waits for people in other terminals, and no second controller acts beside it', async ({
    expect,
  }) => {
    await using on = await stand({ environment: 'approval: { by: 1 }', canary: `bake: '10 min'` });
    await install(on);
    const first = on.begin(...deploy('b'));
    await first.says('it waits for approval');
    const second = await on.hanok(...deploy('b'));
    expect([second.code, second.err]).toEqual([
      3,
      expect.stringContaining(`${holderOf(on)} holds its lease until 20`),
    ]);
    expect(second.err).toContain('delivery/held-by-another');
    expect((await on.hanok('status')).out).toContain(`carried by ${holderOf(on)}`);
    const approved = await on.hanok('rollout', 'approve', 'shop');
    expect([approved.code, approved.out]).toEqual([
      0,
      expect.stringContaining('approved by 1 of 1'),
    ]);
    await first.says('shifting 50 %');
    expect((await on.hanok('rollout', 'pause')).out).toContain('paused');
    const aborted = await on.hanok('rollout', 'abort', 'shop');
    expect(aborted.code).toBe(0);
    const { code, out } = await first.ended;
    expect([code, out]).toEqual([1, expect.stringContaining('a person took it back')]);
    expect(on.weights()).toEqual({ a: 100 });
    expect(ledgerOf(on)).toEqual([
      'installed',
      'rollout-started',
      'rollout-wished approve',
      'rollout-wished pause',
      'rollout-wished abort',
      'rollout-ended',
    ]);
  });

  it('stays where it is when the person leaves, and the lease is free at once', async ({
    expect,
  }) => {
    await using on = await stand({ canary: `bake: '10 min'` });
    await install(on);
    const first = on.begin(...deploy('b'));
    await first.says('shifting 50 %');
    first.child.kill('SIGINT');
    const { code, err } = await first.ended;
    expect([code, err]).toEqual([1, expect.stringContaining('hanok rollout resume shop')]);
    expect(holderOf(on)).toBeUndefined();
    const waits = await on.hanok('rollout', 'pause', 'shop');
    expect(waits.err).toContain('nobody carries the rollout just now');
    const back = await on.hanok('rollback', 'shop');
    expect([back.code, back.out]).toEqual([0, expect.stringContaining('taken back')]);
    expect(on.weights()).toEqual({ a: 100 });
  });

  it('is reached with the header before anybody else, where the plan says so', async ({
    expect,
  }) => {
    await using on = await stand({
      environment: 'approval: { by: 1 }',
      canary: 'headerOverride: true',
    });
    await install(on);
    on.double.users.overriding = 0.1;
    const first = on.begin(...deploy('b'));
    await first.says('it waits for approval');
    const reached = () =>
      [...on.double.users.served].filter(([name]) => name.endsWith('-canary'))[0]?.[1] ?? 0;
    await until('the header leads to the candidate', () => reached() > 0);
    expect(on.weights()).toEqual({ a: 100, b: 0 });
    await on.hanok('rollout', 'abort');
    expect((await first.ended).code).toBe(1);
    expect(on.double.store.all('Service')).toHaveLength(1);
    expect(beyond(on)).toEqual([]);
  });

  it('moves through Istio where the plan says so, on the cluster that the plan names', async ({
    expect,
  }) => {
    const on = `on: eks(seoul, { version: '1.34', pools, cluster: 'double', runtime: ['istio-api:v1'] }),`;
    await using stage = await stand({ environment: on });
    await install(stage);
    const { code, out } = await stage.hanok(...deploy('b'), '--json');
    const ended = JSON.parse(out) as { phase: string; service: string };
    expect([code, ended.phase, ended.service]).toEqual([0, 'promoted', 'shop']);
    const status = await stage.hanok('status', '--json');
    const { services } = JSON.parse(status.out) as { services: { releases: object[] }[] };
    expect(services[0]?.releases).toMatchObject([
      { wanted: 2, ready: 2, weight: 100 },
      { wanted: 0, weight: 0 },
    ]);
    expect(stage.double.users.lost).toBe(0);
    expect(beyond(stage)).toEqual([]);
  });
});

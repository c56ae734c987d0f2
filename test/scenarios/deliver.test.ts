import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { harmOf, type Rollout } from '#delivery';
import { load } from '../support/load.ts';
import { raised, until } from '../support/system.ts';
import { COUNTER, counterSystem } from '../support/systems.ts';

const canaryFor = (holdFor: string) =>
  `canary({ split: 'request', weights: [20, 50], bake: '700 ms', horizon: '200 ms', bad: ['5xx'], smoke: ['GET /smoke'], holdFor: '${holdFor}' })`;
const system = (holdFor = '3 s') =>
  raised(
    counterSystem({
      rollout: canaryFor(holdFor),
      server: COUNTER.replace("=== '/ready'", "=== '/ready' || request.url === '/smoke'"),
    }),
  );
type System = Awaited<ReturnType<typeof system>>;

/** Changes the service's source, as a build would. */
const edit = ({ dir }: System, change: (source: string) => string): void => {
  const path = join(dir, 'counter', 'server.ts');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
};
const better = (source: string) => source.replace("greeting: 'hello'", "greeting: 'good day'");
const worse = (source: string) =>
  better(source).replace(
    'served += 1;',
    'served += 1;\n  if (served % 2 === 0) answer.statusCode = 500;',
  );
const deploy = async (on: System, ...words: string[]) => {
  const ran = await on.hanok('deploy', 'counter', '--json', ...words);
  return {
    ...ran,
    rollout: ran.out.startsWith('{') ? (JSON.parse(ran.out) as Rollout) : undefined,
  };
};
const stableOf = async (on: System) => (await on.status()).services.counter?.stable;

describe('a release', () => {
  it('that is good is promoted without a lost request, and rolled back as one when a person asks', async () => {
    await using on = await system();
    const before = await stableOf(on);
    const clients = load(on.address);
    edit(on, better);
    const { code, rollout } = await deploy(on);
    expect([code, rollout?.phase]).toEqual([0, 'promoted']);
    expect(await stableOf(on)).toBe(rollout?.candidate);
    expect(
      (await on.status()).instances
        .filter((one) => one.part === 'counter')
        .map((one) => one.release),
    ).toEqual([rollout?.candidate, rollout?.candidate]);
    const back = await on.hanok('rollback', 'counter');
    expect(back.code).toBe(0);
    expect(await stableOf(on)).toBe(before);
    const { failed, byStatus, bodies } = await clients.stop();
    expect(failed).toEqual([]);
    expect(Object.keys(byStatus)).toEqual(['200']);
    expect([...bodies].some((body) => body.includes('good day'))).toBe(true);
    expect((await on.hanok('ledger', 'verify')).code).toBe(0);
    const kinds = (JSON.parse((await on.hanok('ledger', '--json')).out) as { kind: string }[]).map(
      (entry) => entry.kind,
    );
    expect(kinds).toEqual(['check', 'up', 'rollout-started', 'rollout-ended', 'rolled-back']);
  });

  it('that answers half of its requests with 500 is taken back, on evidence anybody can compute again', async () => {
    await using on = await system();
    const before = await stableOf(on);
    const clients = load(on.address);
    edit(on, worse);
    const { code, rollout } = await deploy(on);
    expect([code, rollout?.phase]).toEqual([1, 'taken-back']);
    expect(await stableOf(on)).toBe(before);
    const { failed, byStatus, sent } = await clients.stop();
    expect(failed).toEqual([]);
    expect((byStatus[500] ?? 0) / sent).toBeLessThan(0.1);
    const entries = JSON.parse((await on.hanok('ledger', '--json')).out) as {
      kind: string;
      body: Rollout['look'];
    }[];
    const evidence = entries.find((entry) => entry.kind === 'rollout-ended')?.body?.evidence;
    expect(evidence?.logE).toBeGreaterThanOrEqual(Math.log(100));
    expect(harmOf(evidence?.measured ?? { steps: [] }, ['5xx']).decisive).toBeCloseTo(
      evidence?.logE ?? 0,
      9,
    );
    expect((await on.hanok('rollout', 'show')).out).toContain('taken back');
    expect((await on.hanok('rollout', 'show', '--format', 'svg')).out).toMatch(
      /^<svg .*<\/svg>\n$/s,
    );
    const verified = await on.hanok('rollout', 'verify', 'counter');
    expect([verified.code, verified.out]).toEqual([0, expect.stringContaining('all hold')]);
    const record = join(on.layout.rollouts, `${rollout?.id}.looks.jsonl`);
    writeFileSync(record, readFileSync(record, 'utf8').replaceAll('"units":', '"units":1'));
    expect((await on.hanok('rollout', 'verify', 'counter')).code).toBe(1);
  });

  it('that fails its smoke request hurts nobody', async () => {
    await using on = await system();
    const clients = load(on.address);
    edit(on, (source) =>
      better(source).replace(
        `|| request.url === '/smoke'`,
        `|| (request.url === '/smoke' && (answer.statusCode = 500))`,
      ),
    );
    const { code, rollout } = await deploy(on);
    expect([code, rollout?.phase]).toEqual([1, 'taken-back']);
    expect(rollout?.because.en).toContain('GET /smoke: 500');
    const { byStatus, bodies } = await clients.stop();
    expect(Object.keys(byStatus)).toEqual(['200']);
    expect([...bodies].some((body) => body.includes('good day'))).toBe(false);
  });

  it('that never gets ready hurts nobody', async () => {
    await using on = await system();
    edit(on, () => `process.exit(1);`);
    const { code, rollout } = await deploy(on);
    expect([code, rollout?.phase]).toEqual([1, 'taken-back']);
    expect((await on.status()).phase).toBe('healthy');
  });

  it('without any traffic is neither promoted nor blamed', async () => {
    await using on = await system();
    const before = await stableOf(on);
    edit(on, better);
    const { code, rollout } = await deploy(on);
    expect([code, rollout?.phase]).toEqual([1, 'withdrawn']);
    expect(await stableOf(on)).toBe(before);
  });

  it('is its configuration too', async () => {
    await using on = await system();
    const clients = load(on.address);
    const plan = join(on.dir, 'hanok.plan.ts');
    writeFileSync(
      plan,
      readFileSync(plan, 'utf8').replace(
        'replicas: 2',
        "configuration: { GREETING: 'hi' }, replicas: 2",
      ),
    );
    expect((await deploy(on)).rollout?.phase).toBe('promoted');
    expect((await clients.stop()).failed).toEqual([]);
  });
});

describe('a delivery is refused, with what to do,', () => {
  it('when nothing changed', async () => {
    await using on = await system();
    const { code, err } = await deploy(on);
    expect(code).toBe(3);
    expect(err).toContain('already runs this release');
    expect(err).toContain('--from');
  });

  it('while another one runs, which it does not disturb', async () => {
    await using on = await system();
    const clients = load(on.address);
    edit(on, better);
    const first = deploy(on);
    await until('the first has traffic', () => recordOf(on)?.includes('"weight":20') === true);
    edit(on, (source) => source.replace('good day', 'good evening'));
    const second = await deploy(on);
    expect(second.code).toBe(3);
    expect(second.err).toContain('is under way');
    expect((await first).rollout?.phase).toBe('promoted');
    expect((await clients.stop()).failed).toEqual([]);
  });

  it('when two ask at once: one of them is told', async () => {
    await using on = await system();
    const clients = load(on.address);
    edit(on, better);
    const both = await Promise.all([deploy(on), deploy(on)]);
    expect(both.map((one) => one.code).sort()).toEqual([0, 3]);
    expect(both.map((one) => one.err).join('')).toMatch(/is just delivering|is under way/);
    expect((await clients.stop()).failed).toEqual([]);
  });

  it('when the ledger was tampered with', async () => {
    await using on = await system();
    const before = await stableOf(on);
    const lines = readFileSync(on.layout.ledger, 'utf8');
    writeFileSync(on.layout.ledger, lines.replace('"digest":"', '"digest":"0'));
    edit(on, better);
    const { code, err } = await deploy(on);
    expect(code).toBe(3);
    expect(err).toContain('hanok ledger verify');
    expect(await on.hanok('ledger', 'verify')).toMatchObject({
      code: 1,
      out: expect.stringContaining('Broken at line') as string,
    });
    expect(await stableOf(on)).toBe(before);
    expect((await on.status()).phase).toBe('healthy');
  });

  it('when the plan changed in more than a release carries', async () => {
    await using on = await system();
    const plan = join(on.dir, 'hanok.plan.ts');
    writeFileSync(plan, readFileSync(plan, 'utf8').replace("ready: '/ready'", "ready: '/other'"));
    edit(on, better);
    const { code, err } = await deploy(on);
    expect(code).toBe(3);
    expect(err).toContain('more than a release carries: health');
  });

  it('when there is no such service, or no supervisor', async () => {
    await using on = await system();
    expect((await on.hanok('deploy', 'nothing')).err).toContain(
      "there is no service 'nothing'; there is counter",
    );
    expect((await on.hanok('rollback', 'counter')).err).toContain('has had no release before');
    await on.hanok('down');
    expect((await on.hanok('deploy', 'counter')).err).toContain('hanok up');
  });
});

/** The rollout as it is on disk: a command takes longer to start than some phases last. */
const recordOf = ({ layout }: System): string | undefined => {
  const [name] = existsSync(layout.rollouts)
    ? readdirSync(layout.rollouts).filter((one) => one.endsWith('.json'))
    : [];
  return name && readFileSync(join(layout.rollouts, name), 'utf8').replaceAll(/\s/g, '');
};

describe('a rollout whose supervisor is killed', () => {
  it.each([
    ['while the candidate is raised', 'warming'],
    ['under way', 'shifting'],
    ['while the new release takes over', 'promoting'],
  ])('%s is ended by the next one as the record says, and no request is lost', async (_, phase) => {
    // A next supervisor may be long in coming, and is still in time.
    await using on = await system('30 s');
    const clients = load(on.address);
    // Slow enough to start that each phase can be met.
    edit(on, (source) =>
      better(source)
        .replace('server.listen(', 'setTimeout(() => server.listen(')
        .replace('process.env.HOST);', 'process.env.HOST), 1_000);'),
    );
    const deploying = deploy(on);
    await until(`it is ${phase}`, () => recordOf(on)?.includes(`"phase":"${phase}"`) === true);
    process.kill(on.supervisorPid(), 'SIGKILL');
    expect((await deploying).code).toBe(3);
    expect((await on.hanok('up')).code).toBe(0);
    await until('it has ended', async () =>
      /"phase": "(promoted|taken-back|withdrawn)"/.test(
        (await on.hanok('rollout', 'show', '--json')).out,
      ),
    );
    expect((await on.hanok('rollout', 'show', '--json')).out).toContain('"phase": "promoted"');
    await until('one release runs', async () => {
      const { instances, services } = await on.status();
      const running = instances.filter((one) => one.part === 'counter');
      return (
        running.length === 2 &&
        running.every((one) => one.release === services.counter?.stable && one.state === 'ready')
      );
    });
    const { failed, byStatus } = await clients.stop();
    expect(failed).toEqual([]);
    expect(Object.keys(byStatus)).toEqual(['200']);
    expect(on.left().length).toBe(3);
  });
});

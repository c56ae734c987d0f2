import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Rollout } from '#delivery';
import { load } from '../support/load.ts';
import { raised, until } from '../support/system.ts';
import { counterSystem } from '../support/systems.ts';

const BLUE_GREEN = `blueGreen({ bake: '60 s', smoke: ['GET /ready'] })`;
type System = Awaited<ReturnType<typeof raised>>;

const edit = ({ dir }: System): void => {
  const path = join(dir, 'counter', 'server.ts');
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, source.replace("greeting: 'hello'", "greeting: 'good day'"));
};
const rolloutOf = async (on: System): Promise<Rollout> =>
  (JSON.parse((await on.hanok('rollout', 'show', '--json')).out) as { rollout: Rollout }).rollout;
const seen = (on: System) => rolloutOf(on).catch(() => undefined);
const inPhase = (on: System, phase: Rollout['phase']) =>
  until(`the rollout is ${phase}`, async () => (await seen(on))?.phase === phase);
const greeting = async (on: System): Promise<string> =>
  (await fetch(on.address, { signal: AbortSignal.timeout(2_000) })).text();

describe('a blue-green release', () => {
  it('has all traffic at once, and goes back at a word, without a lost request', async () => {
    await using on = await raised(counterSystem({ rollout: BLUE_GREEN }));
    const clients = load(on.address);
    edit(on);
    const delivered = on.hanok('deploy', 'counter', '--json');
    await inPhase(on, 'standing-by');
    for (let asked = 0; asked < 20; asked += 1) expect(await greeting(on)).toContain('good day');
    const aborted = await on.hanok('rollout', 'abort', 'counter', '--json');
    expect(aborted.code).toBe(0);
    const { phase } = JSON.parse(aborted.out) as Rollout;
    expect(['taking-back', 'taken-back']).toContain(phase);
    for (let asked = 0; asked < 20; asked += 1) expect(await greeting(on)).toContain('hello');
    expect((await delivered).code).toBe(1);
    const { failed, byStatus } = await clients.stop();
    expect(failed).toEqual([]);
    expect(Object.keys(byStatus)).toEqual(['200']);
  });
});

describe('a release that people hold', () => {
  it('waits for approval, and each word stands in the ledger', async () => {
    await using on = await raised(
      counterSystem({
        rollout: "rolling({ smoke: ['GET /ready'] })",
        environment: 'approval: { by: 1 }',
      }),
    );
    edit(on);
    const delivered = on.hanok('deploy', 'counter', '--json');
    await until('it asks', async () => (await seen(on))?.askedAt !== undefined);
    const { because, weight } = await rolloutOf(on);
    expect(because.en).toContain('0 of 1');
    expect(weight).toBe(0);
    expect(await greeting(on)).toContain('hello');
    const paused = await on.hanok('rollout', 'pause', '--json');
    expect(JSON.parse(paused.out)).toMatchObject({ paused: { by: expect.any(String) } });
    await on.hanok('rollout', 'approve', 'counter');
    expect((await rolloutOf(on)).phase).toBe('warming');
    await on.hanok('rollout', 'resume', 'counter');
    expect((await delivered).code).toBe(0);
    expect(await greeting(on)).toContain('good day');
    const entries = JSON.parse((await on.hanok('ledger', '--json')).out) as {
      kind: string;
      body: { wish?: string };
    }[];
    expect(entries.flatMap(({ body }) => body.wish ?? [])).toEqual(['pause', 'approve', 'resume']);
    const late = await on.hanok('rollout', 'pause', 'counter');
    expect([late.code, late.err.includes('app/no-rollout-underway')]).toEqual([3, true]);
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { raised } from '../support/system.ts';
import { counterSystem } from '../support/systems.ts';

type System = Awaited<ReturnType<typeof raised>>;

describe('a schema', () => {
  const stepped = (schema: string) =>
    raised(
      counterSystem({
        rollout: `rolling({ smoke: ['GET /ready'] })`,
        extra: `schema: ${schema},`,
      }),
    );
  const restep = ({ dir }: System, schema: string): void => {
    const path = join(dir, 'hanok.plan.ts');
    const plan = readFileSync(path, 'utf8');
    writeFileSync(path, plan.replace(/schema: \{[^}]*\}/, `schema: ${schema}`));
  };

  it('changes by expand, then contract, and says when the way back is closed', async () => {
    await using on = await stepped('{ version: 1, compatibleSince: 1 }');
    const first = (await on.status()).services.counter?.stable ?? '';
    restep(on, '{ version: 2, compatibleSince: 2 }');
    const rash = await on.hanok('deploy', 'counter');
    expect([rash.code, rash.err.includes('Expand first')]).toEqual([3, true]);
    restep(on, '{ version: 2, compatibleSince: 1 }');
    expect((await on.hanok('deploy', 'counter')).code).toBe(0);
    restep(on, '{ version: 3, compatibleSince: 2 }');
    const contracted = await on.hanok('deploy', 'counter');
    expect(contracted.code).toBe(0);
    expect(`${contracted.out}${contracted.err}`).toContain('out of reach');
    const unknown = await on.hanok('rollback', 'counter', '--to', 'zz');
    expect([unknown.code, unknown.err.includes(first.slice(0, 8))]).toEqual([3, true]);
    const beforeLast = await on.hanok('rollback', 'counter', '--to', first.slice(0, 6));
    expect([beforeLast.code, beforeLast.err.includes('written for schema 1')]).toEqual([3, true]);
    const last = (await on.status()).services.counter?.stable ?? '';
    expect((await on.hanok('rollback', 'counter')).code).toBe(0);
    // The code went back, the schema did not.
    expect((await on.hanok('rollback', 'counter', '--to', first.slice(0, 6))).code).toBe(3);
    expect((await on.hanok('rollback', 'counter', '--to', last)).code).toBe(0);
  });
});

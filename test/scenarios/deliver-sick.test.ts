import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load } from '../support/load.ts';
import { raised, until } from '../support/system.ts';
import { COUNTER, counterSystem } from '../support/systems.ts';

describe('a rollout beside a stable side that is sick', () => {
  it('takes the candidate away all the same, for it may be what makes stable sick', async () => {
    // The candidate can stand what stable cannot.
    const server = `import { existsSync } from 'node:fs';
const isSick = () => existsSync('../../../../../../sick') && WEAK;
${COUNTER.replace("return answer.end('ready')", 'return (answer.statusCode = isSick() ? 503 : 200), answer.end()')}`;
    const files = counterSystem({
      rollout: `canary({ split: 'request', weights: [20, 50], bake: '60 s', horizon: '200 ms', bad: ['5xx'], holdFor: '3 s' })`,
      server: server.replace('WEAK', 'true'),
    });
    await using on = await raised(files);
    const sick = join(on.dir, 'sick');
    const clients = load(on.address);
    const source = join(on.dir, 'counter', 'server.ts');
    writeFileSync(source, readFileSync(source, 'utf8').replace('&& true', '&& false'));
    const deploying = on.hanok('deploy', 'counter', '--json');
    await until('it is under way', async () =>
      (await on.hanok('rollout', 'show', '--json')).out.includes('"phase": "shifting"'),
    );
    writeFileSync(sick, '');
    await until('stable is sick', async () => (await on.status()).troubles.length > 0);
    expect((await on.hanok('rollback', 'counter')).code).toBe(0);
    expect((await deploying).out).toContain('"phase": "taken-back"');
    const stable = (await on.status()).services.counter?.stable;
    const releases = (await on.status()).instances.flatMap((one) => one.release ?? []);
    expect(new Set(releases)).toEqual(new Set([stable]));
    rmSync(sick);
    await until('stable is well', async () => (await on.status()).phase === 'healthy');
    await clients.stop();
  });
});

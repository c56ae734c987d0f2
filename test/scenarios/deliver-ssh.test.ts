import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Rollout } from '#delivery';
import { load } from '../support/load.ts';
import { runCli } from '../support/run-cli.ts';
import { sshServer } from '../support/ssh-server.ts';
import { raised } from '../support/system.ts';
import { COUNTER, counterSystem } from '../support/systems.ts';
import { tempDir } from '../support/temp-dir.ts';

/** The plan of a small team: their own machine, and one server. */
const files = (server = COUNTER) => {
  const made = counterSystem({
    server,
    rollout: `canary({ split: 'request', weights: [20, 50], bake: '700 ms', horizon: '200 ms', bad: ['5xx'] })`,
    extra: `size: { cpu: 1, memory: '1 GiB' }, handles: '20 rps'`,
  });
  const plan = (made['hanok.plan.ts'] ?? '')
    .replace('rolling, ', 'rolling, server, site, aws, ')
    .replace(
      'environments: [',
      `environments: [environment('production', { on: server(site('home', aws('ap-northeast-2'))) }), `,
    )
    .replace("asOf: '2026-11-20',", "asOf: '2026-11-20', objectives: { throughput: '10 rps' },");
  return { ...made, 'hanok.plan.ts': plan };
};
const GOOD = COUNTER.replace("greeting: 'hello'", "greeting: 'good day'");

/** A server with the system raised on it, and a person's own machine with a newer build. */
async function stage(build = GOOD) {
  const on = await raised(files());
  const server = await sshServer();
  const dir = tempDir(files(build));
  const where = ['--env', 'production', '--ssh', `root@127.0.0.1:${server.port}${on.dir}`];
  const hanok = (...words: string[]) => runCli(dir.path, [...words, ...where], server.env);
  return {
    on,
    hanok,
    stable: async () => (await on.status()).services.counter?.stable,
    async [Symbol.asyncDispose]() {
      server[Symbol.dispose]();
      dir[Symbol.dispose]();
      await on[Symbol.asyncDispose]();
    },
  };
}
const rolloutOf = ({ out }: { readonly out: string }) => JSON.parse(out) as Rollout;

it('delivers a build to a server without a lost request, and rolls it back', async () => {
  await using system = await stage();
  const { on, hanok } = system;
  const before = await system.stable();
  const clients = load(on.address);
  const ran = await hanok('deploy', 'counter', '--json');
  expect(ran.err).toContain('sending the build of counter to root@127.0.0.1');
  expect([ran.code, rolloutOf(ran).phase]).toEqual([0, 'promoted']);
  expect(await system.stable()).toBe(rolloutOf(ran).candidate);
  expect(readdirSync(join(on.dir, '.hanok/incoming'))).toEqual([]);
  expect((await hanok('status')).out).toContain(rolloutOf(ran).candidate.slice(0, 8));
  expect((await hanok('rollout', 'show')).out).toContain(rolloutOf(ran).id);
  expect((await hanok('logs', 'counter', '--lines', '1')).out).toContain('served');
  const back = await hanok('rollback', 'counter', '--lang', 'ko');
  expect([back.code, await system.stable()]).toEqual([0, before]);
  const { failed, byStatus, bodies } = await clients.stop();
  expect([failed, Object.keys(byStatus)]).toEqual([[], ['200']]);
  expect([...bodies].some((body) => body.includes('good day'))).toBe(true);
});

it('takes a bad build back over there, and says so with its exit code', async () => {
  await using system = await stage(
    GOOD.replace('served += 1;', 'served += 1;\n  if (served % 2 === 0) answer.statusCode = 500;'),
  );
  const before = await system.stable();
  const clients = load(system.on.address);
  const ran = await system.hanok('deploy', 'counter', '--json');
  await clients.stop();
  expect([ran.code, rolloutOf(ran).phase]).toEqual([1, 'taken-back']);
  expect(await system.stable()).toBe(before);
});

it('leaves everything as it was where the way is no way', async () => {
  using server = await sshServer({ withHanok: false });
  using dir = tempDir(files());
  const ssh = (address: string, ...more: string[]) =>
    runCli(dir.path, ['status', '--ssh', address, ...more], server.env);
  const production = ['--env', 'production'];
  const there = `root@127.0.0.1:${server.port}`;
  const ran = await Promise.all([
    ssh(`root@127.0.0.1:1${dir.path}`, ...production),
    ssh(`nobody@127.0.0.1:${server.port}${dir.path}`, ...production),
    ssh(`${there}${dir.path}`, ...production),
    ssh(`${there}/no/such/folder`, ...production),
    runCli(
      dir.path,
      ['deploy', 'counter', '--ssh', `${there}${dir.path}/none`, ...production],
      server.env,
    ),
    ssh(there),
    ssh('web srv', ...production),
    runCli(dir.path, ['deploy', '--all', '--ssh', there, ...production], server.env),
  ]);
  expect(ran.map(({ code }) => code)).toEqual([3, 3, 3, 3, 3, 2, 2, 2]);
  expect(ran.map(({ err }) => /\((\w+\/[\w-]+)\)\n$/.exec(err)?.[1])).toEqual([
    'app/ssh-failed',
    'app/ssh-failed',
    'app/no-hanok-there',
    'app/no-hanok-there',
    'app/ssh-failed',
    'usage/ssh-flag',
    'usage/ssh-address',
    'usage/deploy-ssh',
  ]);
  expect(ran[3]?.err).toContain('/no/such/folder');
  expect(existsSync(join(dir.path, 'none'))).toBe(false);
});

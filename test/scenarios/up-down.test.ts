import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { freePort, layoutOf } from '#runtime';
import { runCli } from '../support/run-cli.ts';
import { marked, raised, until } from '../support/system.ts';
import { counterSystem } from '../support/systems.ts';
import { tempDir } from '../support/temp-dir.ts';

const bodyOf = async (address: string) =>
  (await (await fetch(address)).json()) as { instance: string; release: string };

describe('a system that is raised', () => {
  it('answers through its gateway from every instance, and leaves nothing behind when it goes', async () => {
    await using system = await raised(counterSystem());
    expect(system.up.code).toBe(0);
    const seen = new Set<string>();
    for (let i = 0; i < 40; i++) seen.add((await bodyOf(system.address)).instance);
    expect(seen.size).toBe(2);
    const { phase, instances } = await system.status();
    expect(phase).toBe('healthy');
    expect(instances.map((one) => [one.part, one.state])).toEqual([
      ['counter', 'ready'],
      ['counter', 'ready'],
      ['edge', 'ready'],
    ]);
    expect((await system.hanok('logs', 'counter', '--lines', '5')).out).toMatch(
      /counter-\w+ +\{"served":\d+,"url":"\/"\}/,
    );
    expect(await system.hanok('down')).toMatchObject({ code: 0, out: 'Stopped.\n' });
    expect(system.left()).toEqual([]);
    await expect(fetch(system.address)).rejects.toThrow();
    expect(await system.hanok('down')).toMatchObject({ code: 0, out: 'Nothing was running.\n' });
  });

  it('says that it is up already, and starts nothing twice', async () => {
    await using system = await raised(counterSystem());
    const before = system.left().sort();
    const again = await system.hanok('up');
    expect(again.code).toBe(0);
    expect(again.out).toContain('Already up; nothing was started.');
    expect(system.left().sort()).toEqual(before);
  });

  it('says when the plan has changed since', async () => {
    await using system = await raised(counterSystem());
    writeFileSync(
      `${system.dir}/hanok.plan.ts`,
      readFileSync(`${system.dir}/hanok.plan.ts`, 'utf8').replace("drain: '5 s'", "drain: '6 s'"),
    );
    expect((await system.hanok('up')).out).toContain('The plan has changed since');
  });

  it('restarts an instance that is killed, while the others answer', async () => {
    await using system = await raised(counterSystem());
    const victim = (await system.status()).instances[0];
    process.kill(victim?.process?.pid ?? 0, 'SIGKILL');
    for (let i = 0; i < 20; i++) expect((await fetch(system.address)).status).toBe(200);
    await until('the instance is back', async () => {
      const now = (await system.status()).instances.find((one) => one.id === victim?.id);
      return now?.state === 'ready' && now.process?.pid !== victim?.process?.pid;
    });
  });

  it('has its gateway back within a second when that is killed', async () => {
    await using system = await raised(counterSystem());
    const gateway = (await system.status()).instances.find((one) => one.role === 'gateway');
    process.kill(gateway?.process?.pid ?? 0, 'SIGKILL');
    const began = Date.now();
    await until('it answers again', () =>
      fetch(system.address).then(
        (answer) => answer.ok,
        () => false,
      ),
    );
    expect(Date.now() - began).toBeLessThan(5_000);
  });
});

describe('without a supervisor', () => {
  it('traffic flows on, even when an instance dies, and the next up adopts what runs', async () => {
    await using system = await raised(counterSystem());
    const before = (await system.status()).instances;
    process.kill(system.supervisorPid(), 'SIGKILL');
    expect(await system.hanok('status')).toMatchObject({
      code: 3,
      err: expect.stringContaining('hanok up') as string,
    });
    const [victim, survivor] = before;
    process.kill(victim?.process?.pid ?? 0, 'SIGKILL');
    for (let i = 0; i < 200; i++)
      expect((await bodyOf(system.address)).instance).toBe(survivor?.id);
    expect((await system.hanok('up')).code).toBe(0);
    const after = (await system.status()).instances;
    const pids = (list: typeof before, id: string | undefined) =>
      list.find((one) => one.id === id)?.process?.pid;
    expect(pids(after, survivor?.id)).toBe(pids(before, survivor?.id));
    expect(pids(after, 'edge')).toBe(pids(before, 'edge'));
    expect(pids(after, victim?.id)).not.toBe(pids(before, victim?.id));
    await system.hanok('down');
    expect(system.left()).toEqual([]);
  });

  it('what left the plan meanwhile is stopped by the next up', async () => {
    const files = counterSystem();
    const more = `const old = service('old', { run: { command: ['node', 'server.ts'], folder: './counter' }, health: { ready: '/ready' } });
const edge`;
    const plan = (files['hanok.plan.ts'] ?? '')
      .replace('const edge', more)
      .replace("{ timeout: '5 s' })]", "{ timeout: '5 s' }), route('/old', old)]");
    await using system = await raised({ ...files, 'hanok.plan.ts': plan });
    expect(system.left().length).toBe(4);
    process.kill(system.supervisorPid(), 'SIGKILL');
    writeFileSync(`${system.dir}/hanok.plan.ts`, files['hanok.plan.ts'] ?? '');
    expect((await system.hanok('up')).code).toBe(0);
    expect(system.left().length).toBe(3);
  });

  it('and without a gateway, the next up says the port that the new one listens on', async () => {
    await using system = await raised(counterSystem());
    const gateway = (await system.status()).instances.find((one) => one.role === 'gateway');
    process.kill(system.supervisorPid(), 'SIGKILL');
    process.kill(gateway?.process?.pid ?? 0, 'SIGKILL');
    const port = (await freePort()).toString();
    expect(await system.hanok('up', '--port', port)).toMatchObject({ code: 0 });
    const { addresses } = await system.status();
    expect((await fetch(addresses.edge ?? '')).status).toBe(200);
    expect(addresses.edge).toContain(port);
  });

  it('down stops everything all the same', async () => {
    await using system = await raised(counterSystem());
    process.kill(system.supervisorPid(), 'SIGKILL');
    expect(await system.hanok('down')).toMatchObject({ code: 0, out: 'Stopped.\n' });
    expect(system.left()).toEqual([]);
  });

  it('a record cut short is refused by up with what to do, and down finds what runs by its mark', async () => {
    await using system = await raised(counterSystem());
    process.kill(system.supervisorPid(), 'SIGKILL');
    truncateSync(system.layout.instances, 40);
    const refused = await system.hanok('up');
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('is damaged or cut short');
    expect(refused.err).toContain('hanok down');
    expect(system.left().length).toBe(3);
    expect((await system.hanok('down')).code).toBe(0);
    expect(system.left()).toEqual([]);
    expect((await system.hanok('up')).code).toBe(0);
  });
});

describe('a system that cannot stand', () => {
  it.each([
    [
      'ends at once',
      `process.stderr.write('no configuration\\n'); process.exit(7);`,
      ['exit code 7', 'no configuration'],
    ],
    ['never gets healthy', `setInterval(() => undefined, 1_000);`, ['not ready within 4 s']],
    ['is not there to start', undefined, ['could not start no-such-program']],
  ])('says why when a service %s, and leaves nothing running', async (_, server, words) => {
    const files = counterSystem(
      server === undefined ? { command: `['no-such-program']` } : { server },
    );
    await using system = await raised(files);
    expect(system.up.code).toBe(3);
    for (const word of words) expect(system.up.err).toContain(word);
    expect(system.left()).toEqual([]);
    expect((await system.hanok('status')).code).toBe(3);
  });

  it('says which port is taken, and what to do', async () => {
    const other = createServer();
    const port = await new Promise<number>((done) =>
      other.listen(0, '127.0.0.1', () => done((other.address() as { port: number }).port)),
    );
    await using system = await raised(counterSystem({ gatewayPort: port }));
    other.close();
    expect(system.up).toMatchObject({ code: 3, out: '' });
    expect(system.up.err).toContain(`port ${port} on 127.0.0.1 is already in use`);
    expect(system.up.err).toContain('--port');
    expect(system.left()).toEqual([]);
  });

  it('has no files to run', async () => {
    await using system = await raised({
      ...counterSystem(),
      'counter/server.ts': '',
      'hanok.plan.ts': (counterSystem()['hanok.plan.ts'] ?? '').replace('./counter', './nothing'),
    });
    expect(system.up.code).toBe(3);
    expect(system.up.err).toContain('run.folder');
  });

  it('returns when the supervisor it waits for is told to stop', async () => {
    using dir = tempDir(counterSystem({ server: 'setInterval(() => undefined, 1_000);' }));
    const first = runCli(dir.path, ['up']);
    await until('it is raising', () => marked(layoutOf(dir.path, 'local').mark).length > 1);
    const second = runCli(dir.path, ['up']);
    await new Promise((done) => setTimeout(done, 1_000));
    await runCli(dir.path, ['down']);
    expect([(await first).code, (await second).code]).toEqual([3, 3]);
    expect(marked(layoutOf(dir.path, 'local').mark)).toEqual([]);
  });

  it('of two that start at once exactly one supervises, and both report the same system', async () => {
    using dir = tempDir(counterSystem());
    const both = await Promise.all([
      runCli(dir.path, ['up', '--json']),
      runCli(dir.path, ['up', '--json']),
    ]);
    const codes = both.map((ran) => ran.code).sort();
    expect([
      [0, 0],
      [0, 3],
    ]).toContainEqual(codes);
    for (const ran of both.filter((one) => one.code === 3))
      expect(ran.err).toMatch(/another supervisor|the supervisor ended/);
    const { mark } = layoutOf(dir.path, 'local');
    expect(marked(mark).length).toBe(3);
    await runCli(dir.path, ['down']);
    expect(marked(mark)).toEqual([]);
  });
});

import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Rollout } from '#delivery';
import { gatewayControl } from '#runtime';
import { load } from '../support/load.ts';
import { raised, until } from '../support/system.ts';
import { download, everything, upload } from '../support/talk.ts';
import { talkerSystem, talking } from '../support/talker.ts';

const CANARY = `canary({ split: 'request', weights: [10, 50], bake: '2 s', horizon: '500 ms', bad: ['5xx'], smoke: ['GET /ready'], holdFor: '5 s' })`;
const BLUE_GREEN = `blueGreen({ bake: '60 s', smoke: ['GET /ready'] })`;
const ROLLING = `rolling({ smoke: ['GET /ready'] })`;
const CLIENTS = 8;

type System = Awaited<ReturnType<typeof raised>>;

const edit = ({ dir }: System, words: Parameters<typeof talking>[0]): void =>
  writeFileSync(join(dir, 'talker', 'server.ts'), talking({ greeting: 'good day', ...words }));
const deploy = async (on: System): Promise<Rollout> =>
  JSON.parse((await on.hanok('deploy', 'talker', '--json')).out) as Rollout;

/** All kinds of traffic while something happens, and what became of each. */
async function through(on: System, happens: () => Promise<unknown>) {
  const short = load(on.address, CLIENTS);
  const long = everything(on.address);
  await happens();
  const [{ failed, byStatus, connections }, { cameBack, ...told }] = await Promise.all([
    short.stop(),
    long.stop(),
  ]);
  const lost = Object.values(told).flatMap((one) => one.lost);
  const done = Object.values(told).every(({ whole }) => whole > 2);
  return { failed, lost, done, statuses: Object.keys(byStatus), connections, cameBack };
}

/** Nothing is lost, and no keep-alive connection is closed. */
const NOTHING_LOST = { failed: [], lost: [], done: true, connections: CLIENTS };

describe('uploads, downloads, events, WebSockets and keep-alive connections', () => {
  it('survive every weight of a canary up to its promotion', async () => {
    await using on = await raised(talkerSystem(CANARY));
    const { cameBack, ...told } = await through(on, async () => {
      edit(on, {});
      expect((await deploy(on)).phase).toBe('promoted');
    });
    expect(told).toEqual({ ...NOTHING_LOST, statuses: ['200'] });
    // All that stood when the old instances went were told so, and stand on the new release.
    expect(cameBack).toBeGreaterThanOrEqual(3);
  });

  it('survive a take-back; what the bad release itself answered is all that users saw of it', async () => {
    await using on = await raised(talkerSystem(CANARY));
    const { cameBack: _, ...told } = await through(on, async () => {
      edit(on, { isSick: true });
      expect((await deploy(on)).phase).toBe('taken-back');
    });
    const lost = told.lost.filter((words) => words !== 'upload: 500, -1 bytes');
    expect({ ...told, lost }).toEqual({
      ...NOTHING_LOST,
      statuses: ['200', '500'],
    });
  });

  it('survive a blue-green switch and the way back', async () => {
    await using on = await raised(talkerSystem(BLUE_GREEN));
    const { cameBack: _, ...told } = await through(on, async () => {
      edit(on, {});
      const delivered = deploy(on);
      await until('it stands by', async () =>
        (await on.hanok('rollout', 'show', '--json')).out.includes('"phase": "standing-by"'),
      );
      await on.hanok('rollout', 'abort', 'talker');
      expect((await delivered).phase).toBe('taken-back');
    });
    expect(told).toEqual({ ...NOTHING_LOST, statuses: ['200'] });
  });
});

describe('an instance that has to go', () => {
  it('and will not is killed in the end; before that it finishes all that ever ends', async () => {
    const server = talking({ isStubborn: true });
    await using on = await raised(talkerSystem(ROLLING, { drain: '5 s', server }));
    const short = load(on.address, CLIENTS);
    // Nine seconds: the instances are told to go after five, and killed after five more.
    const long = Promise.allSettled([download(on.address, 180), upload(on.address, 180)]);
    const endless = ending(on);
    await until('all are under way', async () => (await inFlight(on)) >= 3);
    edit(on, {});
    expect((await deploy(on)).phase).toBe('promoted');
    expect(await long).toEqual([
      { status: 'fulfilled', value: undefined },
      { status: 'fulfilled', value: undefined },
    ]);
    // What never ends can only be cut.
    expect(await endless).toBe('cut');
    const { failed, byStatus } = await short.stop();
    expect([failed, Object.keys(byStatus)]).toEqual([[], ['200']]);
    const { instances, services } = await on.status();
    const running = instances.filter(({ part }) => part === 'talker');
    expect(running.map(({ release }) => release)).toEqual([
      services.talker?.stable,
      services.talker?.stable,
    ]);
  });

  it('and dies meanwhile takes with it what it had begun to answer or might have done, and nothing else', async () => {
    await using on = await raised(talkerSystem(ROLLING, { drain: '20 s' }));
    const short = load(on.address, CLIENTS);
    const all = (ask: () => Promise<unknown>) => Promise.allSettled(Array.from({ length: 6 }, ask));
    const begun = all(() => download(on.address, 400));
    const sent = all(() => ask(on, 'POST'));
    const silent = all(() => ask(on, 'GET'));
    await until('all are under way', async () => (await inFlight(on)) >= 18);
    edit(on, {});
    const delivered = deploy(on);
    await until('the old ones drain', async () => (await departed(on)).length === 2);
    const { instances } = await on.status();
    for (const id of await departed(on)) {
      const pid = instances.find((one) => one.id === id)?.process?.pid;
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    }
    // An answer that has begun cannot be begun again, and what may have been done is not done twice.
    expect((await begun).map(({ status }) => status)).toEqual(six('rejected'));
    expect(await sent).toEqual(six({ status: 'fulfilled', value: 502 }));
    // What only reads is asked again of who is there.
    expect(await silent).toEqual(six({ status: 'fulfilled', value: 200 }));
    expect((await delivered).phase).toBe('promoted');
    const { failed, byStatus } = await short.stop();
    expect([failed, Object.keys(byStatus)]).toEqual([[], ['200']]);
  });
});

const six = <T>(one: T): readonly T[] => Array.from({ length: 6 }, () => one);
/** A request that is answered after ten seconds. */
const ask = async (on: System, method: string): Promise<number> =>
  (await fetch(`${on.address}/slow`, { method })).status;
const gatewayOf = ({ layout }: System) => gatewayControl(layout.gatewayControl).status();
const inFlight = async (on: System): Promise<number> =>
  (await gatewayOf(on)).instances.reduce((sum, one) => sum + one.inFlight, 0);
/** Instances that get nothing new and still have work. */
const departed = async (on: System): Promise<readonly string[]> =>
  (await gatewayOf(on)).instances.filter((one) => one.departed).map(({ id }) => id);

/** How an endless stream of events came to its end. */
function ending(on: System): Promise<'whole' | 'cut'> {
  return new Promise((resolve, reject) => {
    const req = request(on.address, { path: '/events', agent: false }, (res) => {
      res.resume();
      res.on('end', () => resolve('whole'));
      res.on('error', () => resolve('cut'));
    });
    req.on('error', reject).end();
  });
}

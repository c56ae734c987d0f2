import { describe, expect, it } from 'vitest';
import { clusterJournal, type Held, RolloutBook, type Send, withLease } from '#adapters';
import { type DeliveryPorts, MAY_END, type Rollout } from '#delivery';
import { SECOND } from '#kernel';
import { type Cluster, replicasOf, stage, weightsOf } from '../support/kubernetes/play.ts';
import { standCluster } from '../support/kubernetes/subject.ts';

const [A, B] = ['shop-aaaa0000', 'shop-bbbb1111'];

interface Life {
  calls: number;
  readonly last: number;
  readonly dies: 'before' | 'after';
}

/** Dies at the nth boundary: just before the call that changes something, or just after it. */
async function live<T>(life: Life, call: () => Promise<T>): Promise<T> {
  // What died stays dead: nothing follows its last call.
  if (life.calls > life.last) throw new Error('killed');
  const isLast = life.calls === life.last;
  life.calls += 1;
  if (isLast && life.dies === 'before') throw new Error('killed');
  const answer = await call();
  if (isLast) throw new Error('killed');
  return answer;
}

const mortalSend =
  (life: Life) =>
  (send: Send): Send =>
  (ask) =>
    ask.method === 'GET' && life.calls <= life.last ? send(ask) : live(life, () => send(ask));

const mortalJournal = (journal: DeliveryPorts['journal'], life: Life): DeliveryPorts['journal'] =>
  new Proxy(journal, {
    get(target, name) {
      const member = Reflect.get(target, name, target) as unknown;
      if (typeof member !== 'function') return member;
      const call = member.bind(target) as (...words: unknown[]) => Promise<unknown>;
      if (name !== 'record' && name !== 'keep') return call;
      return (...words: unknown[]) => live(life, () => call(...words));
    },
  });

/** Plays a rollout whose controller dies once, and the one that comes after it. */
async function killAt(
  cluster: Cluster,
  life: Life,
  { policy, keeps }: { policy: Partial<Rollout['policy']>; keeps: 'here' | 'in the cluster' },
) {
  const through = cluster.clientThrough(mortalSend(life));
  const bookOf = (client: Cluster['client']) =>
    clusterJournal(new RolloutBook(client, cluster.clock));
  const isThere = keeps === 'in the cluster';
  const staged = isThere ? stage(cluster, policy, bookOf(cluster.client)) : stage(cluster, policy);
  const { ports, play, goOn, journal, incidents } = staged;
  const frail: DeliveryPorts = {
    driver: cluster.driverOf(through),
    // In the cluster each of its writes is a request like any other.
    journal: isThere ? bookOf(through) : mortalJournal(ports.journal, life),
    incidents: ports.incidents,
  };
  // A request that was cut is not answered: the engine would try it again, so every try is killed.
  const lived = await play(frail, {
    stumbled: () => {
      if (life.calls > life.last) throw new Error('killed');
    },
  }).catch(() => undefined);
  through.close();
  const recorded = await journal.load('r1');
  // Another controller takes some time to come.
  cluster.clock.pass(7 * SECOND);
  const ended = await goOn({ ...ports, driver: cluster.driverOf() });
  return { ended, recorded, incidents, hasLived: lived !== undefined };
}

const QUICK = { bake: 12 * SECOND, weights: [20] };
const WORLDS = [
  ['promoted', {}, QUICK],
  ['taken-back', { bad: 1 }, QUICK],
  ['taken-back', { ails: 'crash' }, QUICK],
  ['promoted', {}, { ...QUICK, strategy: 'blue-green' }],
] as const;

describe.each(WORLDS)(
  'a controller killed at every boundary of a rollout that is %s (%o, %o)',
  (phase, candidate, policy) => {
    it.each([
      ['before', 'here'],
      ['after', 'here'],
      ['before', 'in the cluster'],
      ['after', 'in the cluster'],
    ] as const)(
      '%s the call, with its record %s, is followed by one that ends it as recorded, and no request finds nobody',
      async (dies, keeps) => {
        let last = 0;
        for (let hasLived = false; !hasLived; last += 1) {
          await using cluster = await standCluster({ candidate });
          const found = await killAt(cluster, { calls: 0, last, dies }, { policy, keeps });
          hasLived = found.hasLived;
          expect([last, found.ended.phase]).toEqual([last, phase]);
          const [inForce, kept] = phase === 'promoted' ? [B, { [A]: 0, [B]: 4 }] : [A, { [A]: 4 }];
          expect([last, weightsOf(cluster)]).toEqual([last, { [inForce]: 100 }]);
          expect([last, replicasOf(cluster)]).toEqual([last, kept]);
          expect([last, cluster.double.users.lost]).toEqual([last, 0]);
          const decided = found.recorded?.rollout;
          if (decided && !MAY_END.includes(decided.phase))
            expect([last, found.ended.because]).toEqual([last, decided.because]);
        }
        expect(last).toBeGreaterThan(8);
      },
      120_000,
    );
  },
);

describe('the lease of a service', () => {
  const forMs = 30 * SECOND;
  const leaseOf = (cluster: Cluster, holder: string) => {
    const { client, clock } = cluster;
    return { client, clock, service: 'shop', holder, forMs };
  };
  const holderOf = ({ double }: Cluster) =>
    (double.store.get('Lease', 'hanok-shop')?.spec as { holderIdentity?: string } | undefined)
      ?.holderIdentity;

  it('is held while a rollout is delivered, renewed by its requests, and free afterwards', async () => {
    await using cluster = await standCluster();
    const { play, ports, options } = stage(cluster);
    const holders = new Set<string | undefined>();
    const ended = await withLease(leaseOf(cluster, 'one'), ({ client, signal }) =>
      play(
        { ...ports, driver: cluster.driverOf(client) },
        { ...options, signal, heard: () => holders.add(holderOf(cluster)) },
      ),
    );
    expect(ended.phase).toBe('promoted');
    expect([...holders]).toEqual(['one']);
    expect(holderOf(cluster)).toBeUndefined();
  });

  it('lets one of two controllers act, and tells the other who does', async () => {
    await using cluster = await standCluster();
    let other: Promise<unknown> = Promise.resolve();
    const ended = await withLease(leaseOf(cluster, 'one'), async ({ client, signal }) => {
      const { play, ports } = stage(cluster);
      let looks = 0;
      const heard = () => {
        looks += 1;
        if (looks !== 5) return;
        other = withLease(leaseOf(cluster, 'two'), () => Promise.resolve('acted')).catch(
          (error: unknown) => error,
        );
      };
      return play({ ...ports, driver: cluster.driverOf(client) }, { signal, heard });
    });
    expect(ended.phase).toBe('promoted');
    expect(await other).toMatchObject({
      code: 'delivery/held-by-another',
      retry: 'later',
      message: expect.stringMatching(
        /^another controller delivers shop: one holds its lease until 2027-/,
      ),
    });
  });

  it('is taken over from a controller that died, once it stood still for its time', async () => {
    await using cluster = await standCluster();
    const killed = withLease(leaseOf(cluster, 'one'), () => new Promise<never>(() => undefined));
    killed.catch(() => undefined);
    await expect.poll(() => holderOf(cluster)).toBe('one');
    const before = cluster.clock.now();
    const acted = await withLease(leaseOf(cluster, 'two'), async () => holderOf(cluster));
    expect(acted).toBe('two');
    expect(cluster.clock.now() - before).toBeGreaterThanOrEqual(forMs);
  });

  it('stops a controller that slept past it before it sends anything', async () => {
    await using cluster = await standCluster();
    const { beginning, ports } = stage(cluster);
    const slept = withLease(leaseOf(cluster, 'one'), async ({ client, signal }: Held) => {
      cluster.clock.pass(10 * forMs);
      await withLease(leaseOf(cluster, 'two'), async () => {
        cluster.double.changes.length = 0;
        const driver = cluster.driverOf(client);
        const rollout = { ...beginning, phase: 'warming', share: 10 } as unknown as Rollout;
        await expect(driver.setWeight(rollout, 0, 10)).rejects.toMatchObject({
          code: 'delivery/held-by-another',
          message: expect.stringMatching(
            /^another controller delivers shop: two holds its lease until 2027-/,
          ),
        });
      });
      return signal.aborted;
    });
    expect(await slept).toBe(true);
    expect(ports.driver).toBeDefined();
    expect(cluster.double.changes).toEqual(['PUT leases/hanok-shop']);
  });
});

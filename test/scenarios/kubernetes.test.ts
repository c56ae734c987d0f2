import { describe, expect, it } from 'vitest';
import type { Look, Rollout } from '#delivery';
import { replicasOf, stage, weightsOf } from '../support/kubernetes/play.ts';
import { problemsOf } from '../support/kubernetes/schema.ts';
import { standCluster } from '../support/kubernetes/subject.ts';

const [A, B] = ['shop-aaaa0000', 'shop-bbbb1111'];

const BAD = { bad: 0.02 };

const verdicts = (looks: readonly Look[]) => looks.map(({ verdict }) => verdict);

describe('a rollout on a cluster', () => {
  it('moves the weights step by step and ends with the candidate in force, the former one at hand', async () => {
    await using cluster = await standCluster();
    const { play, journal } = stage(cluster);
    const seen: (readonly [number, number])[] = [];
    const heard = ({ weight }: Rollout) => {
      const followed = weightsOf(cluster)[B] ?? 0;
      if (seen.at(-1)?.[0] !== weight) seen.push([weight, followed]);
    };
    const ended = await play(undefined, { heard });
    expect(ended.phase).toBe('promoted');
    expect(seen).toEqual([
      [0, 0],
      [10, 10],
      [50, 50],
    ]);
    expect(weightsOf(cluster)).toEqual({ [B]: 100 });
    expect(replicasOf(cluster)).toEqual({ [A]: 0, [B]: 4 });
    expect(cluster.double.store.all('Pod').length).toBe(4);
    expect(cluster.double.users.lost).toBe(0);
    expect(verdicts(await journal.looks('r1'))).toContain('pass');
  });

  it('takes a candidate back that fails more often, and leaves nothing of it', async () => {
    await using cluster = await standCluster({ candidate: { bad: 0.5 } });
    const { play, journal } = stage(cluster);
    const ended = await play();
    expect([ended.phase, ended.because.en]).toEqual([
      'taken-back',
      expect.stringContaining('the candidate is worse'),
    ]);
    expect(verdicts(await journal.looks('r1')).at(-1)).toBe('fail');
    expect(weightsOf(cluster)).toEqual({ [A]: 100 });
    expect(replicasOf(cluster)).toEqual({ [A]: 4 });
    expect(cluster.double.store.get('Service', B)).toBeUndefined();
  });

  it.each([
    [
      'crash',
      'CrashLoopBackOff, back-off 40s restarting failed container, exit code 1, no such table: orders',
    ],
    ['image', 'ImagePullBackOff, Back-off pulling image'],
    ['slow', 'timed out'],
  ] as const)(
    'says in the words of the pod why a candidate never stood: %s',
    async (ails, words) => {
      await using cluster = await standCluster({ candidate: { ails } });
      const ended = await stage(cluster).play();
      expect(ended.phase).toBe('taken-back');
      expect(ended.because.en).toContain(words);
      expect(cluster.double.users.served.get(B)).toBeUndefined();
      expect(replicasOf(cluster)).toEqual({ [A]: 4 });
    },
  );

  it('takes a candidate back whose smoke request fails, before any user came', async () => {
    await using cluster = await standCluster({ candidate: { smoke: 500 } });
    const ended = await stage(cluster).play();
    expect([ended.phase, ended.because.en]).toEqual([
      'taken-back',
      'a smoke request failed before any user came: GET /: 500',
    ]);
    expect(cluster.double.users.served.get(B)).toBeUndefined();
  });

  it('holds while Prometheus is away, passes nothing, and ends without blame as the plan says', async () => {
    await using cluster = await standCluster({ candidate: { bad: 1 } });
    cluster.double.isPrometheusThere = false;
    const { play, journal } = stage(cluster, { afterHold: 'withdraw' });
    const ended = await play();
    expect(ended.phase).toBe('withdrawn');
    expect(ended.because.en).toContain('nothing has been counted at this weight yet');
    expect(new Set(verdicts(await journal.looks('r1')))).toEqual(new Set(['hold']));
    expect(weightsOf(cluster)).toEqual({ [A]: 100 });
  });

  it.each(['gateway', 'istio'] as const)(
    'sees the split of an innocent release as it is, with much traffic and few scrapes, through %s',
    async (through) => {
      const options = { perSecond: 300, scrapeMs: 10_000, stable: BAD, candidate: BAD, through };
      await using cluster = await standCluster(options);
      cluster.double.world.followsAfter = 4_000;
      const { play, journal } = stage(cluster, { bake: 90_000 });
      expect((await play()).phase).toBe('promoted');
      const looks = await journal.looks('r1');
      const shares = (looks.at(-1)?.evidence?.measured.steps ?? []).map(
        ({ weight, stable, candidate }) =>
          Math.abs((100 * candidate.units) / (stable.units + candidate.units) - weight),
      );
      expect(shares.length).toBe(2);
      for (const share of shares) expect(share).toBeLessThan(1.5);
    },
  );

  it('never shows less than it showed before', async () => {
    const options = { perSecond: 100, scrapeMs: 5_000, stable: BAD, candidate: BAD };
    await using cluster = await standCluster(options);
    const { play, ports } = stage(cluster, { bake: 60_000 });
    const sums: number[] = [];
    const observe: typeof ports.driver.observe = async (rollout) => {
      const seen = await ports.driver.observe(rollout);
      const sides = seen.measured?.steps.flatMap(({ stable, candidate }) => [stable, candidate]);
      if (sides) sums.push(sides.reduce((sum, { units }) => sum + units, 0));
      return seen;
    };
    await play({ ...ports, driver: { ...ports.driver, observe } });
    expect(sums.length).toBeGreaterThan(50);
    expect(sums).toEqual([...sums].sort((a, b) => a - b));
  });

  it('goes on counting when Prometheus comes back', async () => {
    await using cluster = await standCluster();
    const { double } = cluster;
    double.isPrometheusThere = false;
    let looks = 0;
    const heard = () => {
      looks += 1;
      if (looks === 20) double.isPrometheusThere = true;
    };
    const ended = await stage(cluster).play(undefined, { heard });
    expect(ended.phase).toBe('promoted');
  });

  it('waits out a server that cannot now and one that lost a race', async () => {
    await using cluster = await standCluster();
    const { double } = cluster;
    const stumbled: string[] = [];
    const heard = ({ weight }: Rollout) => {
      if (weight !== 10 || stumbled.length > 0) return;
      double.failures = 2;
      double.conflicts = 1;
    };
    const ended = await stage(cluster).play(undefined, {
      heard,
      stumbled: ({ code }) => stumbled.push(code),
    });
    expect(ended.phase).toBe('promoted');
    expect(new Set(stumbled)).toEqual(new Set(['delivery/cluster-not-now']));
    expect(double.users.lost).toBe(0);
  });

  it('stands a second set beside the first for blue-green, and switches', async () => {
    await using cluster = await standCluster();
    const seen: object[] = [];
    const heard = ({ phase }: Rollout) => {
      if (phase === 'standing-by' && seen.length === 0)
        seen.push(weightsOf(cluster), replicasOf(cluster));
    };
    const ended = await stage(cluster, { strategy: 'blue-green' }).play(undefined, { heard });
    expect(ended.phase).toBe('promoted');
    expect(seen).toEqual([
      { [A]: 0, [B]: 100 },
      { [A]: 4, [B]: 4 },
    ]);
    expect(cluster.double.users.lost).toBe(0);
  });

  it('refuses a split by client before anything is raised', async () => {
    await using cluster = await standCluster();
    await expect(stage(cluster, { split: 'client' }).play()).rejects.toMatchObject({
      code: 'delivery/split-not-kept',
    });
    expect(replicasOf(cluster)).toEqual({ [A]: 4 });
  });

  it('is played with objects that only have fields of the real kinds', async () => {
    await using cluster = await standCluster({ candidate: { ails: 'crash' } });
    const found: (readonly string[])[] = [];
    const heard = () => {
      for (const kind of ['Deployment', 'Service', 'Pod', 'HTTPRoute'])
        found.push(...cluster.double.store.all(kind).map((one) => problemsOf(kind, one)));
    };
    await stage(cluster).play(undefined, { heard });
    expect(found.flat()).toEqual([]);
  });
});

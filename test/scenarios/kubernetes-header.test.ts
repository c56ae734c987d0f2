import { describe, expect, it } from 'vitest';
import type { Send } from '#adapters';
import { MINUTE, SECOND } from '#kernel';
import { type Cluster, stage } from '../support/kubernetes/play.ts';
import { standCluster } from '../support/kubernetes/subject.ts';

const [A, B] = ['shop-aaaa0000', 'shop-bbbb1111'];
const BY_HEADER = `${B}-canary`;
const WITH_HEADER = { headerOverride: true, bake: 30 * SECOND, weights: [10] };

const servicesOf = ({ double }: Cluster): string[] =>
  double.store
    .all('Service')
    .map(({ metadata }) => metadata.name)
    .sort();

describe.each(['gateway', 'istio'] as const)(
  'a request with canary: true, through %s',
  (through) => {
    it('reaches the candidate before anybody else does, and nobody once the rollout has ended', async () => {
      await using cluster = await standCluster({ through });
      cluster.double.users.overriding = 0.2;
      const { play } = stage(cluster, WITH_HEADER);
      const { served } = cluster.double.users;
      const whileWarming: (number | undefined)[] = [];
      const ended = await play(undefined, {
        heard: ({ weight }) => {
          if (weight === 0) whileWarming.push(served.get(B));
        },
      });
      expect(whileWarming.every((units) => units === undefined)).toBe(true);
      expect(ended.phase).toBe('promoted');
      expect(served.get(BY_HEADER)).toBeGreaterThan(100);
      expect(servicesOf(cluster)).toEqual([A, B]);
      const before = served.get(BY_HEADER);
      cluster.clock.pass(MINUTE);
      cluster.double.move();
      expect(served.get(BY_HEADER)).toBe(before);
      expect(cluster.double.users.lost).toBe(0);
    });

    it('is no unit: an innocent split looks as it is, however many ask for the candidate', async () => {
      await using cluster = await standCluster({ through, perSecond: 100 });
      cluster.double.users.overriding = 0.5;
      const { play } = stage(cluster, { ...WITH_HEADER, bake: MINUTE });
      const ended = await play();
      expect([ended.phase, ended.look?.verdict]).toEqual(['promoted', 'pass']);
      const step = ended.look?.evidence?.measured.steps[0];
      const share = (step?.candidate.units ?? 0) / (step?.stable.units ?? 1);
      expect(share).toBeGreaterThan(0.05);
      expect(share).toBeLessThan(0.2);
    });

    it('leads nowhere but to stable once the candidate is taken back', async () => {
      await using cluster = await standCluster({ through, candidate: { bad: 1 } });
      cluster.double.users.overriding = 0.2;
      const ended = await stage(cluster, WITH_HEADER).play();
      expect(ended.phase).toBe('taken-back');
      expect(servicesOf(cluster)).toEqual([A]);
      const rule = cluster.double.store.get(
        through === 'istio' ? 'VirtualService' : 'HTTPRoute',
        'shop',
      );
      expect(JSON.stringify(rule?.spec)).not.toContain('canary');
    });
  },
);

describe('the smoke requests of a rollout', () => {
  const counted = (asked: string[]) => (send: Send) => (ask: Parameters<Send>[0]) => {
    if (ask.path.includes('/proxy/')) asked.push(ask.path);
    return send(ask);
  };

  it('are sent once, though the controller that sent them is followed by another', async () => {
    await using cluster = await standCluster();
    const asked: string[] = [];
    const own = () => cluster.driverOf(cluster.clientThrough(counted(asked)));
    const { ports, beginning, journal, options, goOn } = stage(cluster, { bake: 12 * SECOND });
    const { run, start } = await import('#delivery');
    const leaves = new AbortController();
    const first = { ...ports, driver: own() };
    await run(await start(beginning, first), first, {
      ...options,
      signal: leaves.signal,
      heard: ({ phase }) => {
        if (phase === 'shifting') leaves.abort();
      },
    });
    expect((await journal.load('r1'))?.rollout.phase).toBe('shifting');
    expect((await goOn({ ...ports, driver: own() })).phase).toBe('promoted');
    expect(asked).toHaveLength(1);
  });

  it('keep their answer on the traffic rule before anybody acts on it', async () => {
    await using cluster = await standCluster({ candidate: { smoke: 500 } });
    const { ports, beginning } = stage(cluster);
    const { start } = await import('#delivery');
    const rollout = await start(beginning, ports);
    let answer: unknown = 'pending';
    for (let looks = 0; answer === 'pending' && looks < 20; looks += 1) {
      cluster.clock.pass(SECOND);
      answer = (await cluster.driverOf().observe(rollout)).smoke;
    }
    expect(answer).toEqual({ failed: 'GET /: 500' });
    const kept = cluster.double.store.get('HTTPRoute', 'shop')?.metadata.annotations;
    expect(kept?.['hanok.dev/smoke']).toBe('{"failed":"GET /: 500"}');
    expect((await cluster.driverOf().observe(rollout)).smoke).toEqual(answer);
  });
});

import { describe, expect, it } from 'vitest';
import { type Rollout, run, start } from '#delivery';
import { same } from '#kernel';
import type { HttpRoute } from '../../src/adapters/kubernetes/http-route.ts';
import { HTTP_ROUTE, SERVICE } from '../../src/adapters/kubernetes/kinds.ts';
import { replicasOf, stage, weightsOf } from '../support/kubernetes/play.ts';
import { STABLE, standCluster } from '../support/kubernetes/subject.ts';

const [A, B] = ['shop-aaaa0000', 'shop-bbbb1111'];

describe('the traffic of a service on a cluster', () => {
  it('says that no gateway follows the route, and goes on from the record when one does', async () => {
    await using cluster = await standCluster();
    const { world } = cluster.double;
    world.isGatewayThere = false;
    const { play, goOn, ports } = stage(cluster);
    await expect(play()).rejects.toMatchObject({
      code: 'delivery/route-unattended',
      retry: 'later',
    });
    world.isGatewayThere = true;
    expect((await goOn(ports)).phase).toBe('promoted');
  });

  it('takes the traffic away before the instances, whoever forgot to', async () => {
    await using cluster = await standCluster({ perSecond: 200 });
    const { beginning, ports } = stage(cluster);
    const at = { ...beginning, phase: 'shifting', share: 50, weight: 50 } as unknown as Rollout;
    await ports.driver.setWeight(at, 0, 50);
    cluster.clock.pass(5_000);
    await ports.driver.setWeight(at, 50, 50);
    cluster.clock.pass(5_000);
    await ports.driver.discard({ ...at, phase: 'taking-back' });
    cluster.clock.pass(5_000);
    cluster.double.move();
    expect(cluster.double.users.served.get(B)).toBeGreaterThan(0);
    expect(cluster.double.users.lost).toBe(0);
    expect(cluster.double.store.get('HTTPRoute', 'shop')?.metadata.annotations).toEqual({
      'hanok.dev/stable': STABLE,
    });
  });

  it('goes back to the release before with a rollout like any other, and keeps it when that fails', async () => {
    await using cluster = await standCluster({ stable: {} });
    await stage(cluster).play();
    const { beginning, ports, options } = stage(cluster);
    const back = { ...beginning, id: 'r2', stable: beginning.candidate, candidate: STABLE };
    const begun = await start({ ...back, now: cluster.clock.now() }, ports);
    const ended = await run(begun, ports, options);
    expect(ended.phase).toBe('promoted');
    expect(replicasOf(cluster)).toEqual({ [A]: 4, [B]: 0 });
    const again = { ...beginning, id: 'r3', now: cluster.clock.now() };
    const third = await start(again, ports);
    await run(third, ports, {
      ...options,
      wish: () => ({ kind: 'abort', by: 'op', because: same('enough') }),
    });
    expect(replicasOf(cluster)).toEqual({ [A]: 4, [B]: 0 });
    expect(weightsOf(cluster)).toEqual({ [A]: 100 });
    expect(cluster.double.users.lost).toBe(0);
  });

  it.each([
    ['promoted', 'follows late', { followsAfter: 8_000 }],
    ['promoted', 'says too early that it follows', { lagsBy: 900 }],
    ['taken-back', 'follows late', { followsAfter: 8_000 }],
    ['taken-back', 'says too early that it follows', { lagsBy: 900 }],
  ] as const)(
    'is %s without losing a request behind a gateway that %s',
    async (phase, _, lateness) => {
      const candidate = { bad: phase === 'taken-back' ? 0.5 : 0 };
      await using cluster = await standCluster({ perSecond: 100, candidate });
      Object.assign(cluster.double.world, lateness);
      expect((await stage(cluster).play()).phase).toBe(phase);
      expect(cluster.double.users.lost).toBe(0);
    },
  );

  it('gives the candidate every instance of stable before it gives it all traffic', async () => {
    await using cluster = await standCluster({ perSecond: 100 });
    const { beginning, ports } = stage(cluster);
    const warming = { ...beginning, phase: 'warming', share: 10, weight: 0 } as unknown as Rollout;
    await ports.driver.setWeight(warming, 0, 10);
    expect(replicasOf(cluster)).toEqual({ [A]: 4, [B]: 1 });
    await ports.driver.promote({ ...warming, phase: 'promoting' });
    const { changes } = cluster.double;
    const filled = changes.lastIndexOf(`PATCH deployments/${B}`);
    expect(filled).toBeGreaterThan(-1);
    expect(changes.slice(filled)).toEqual([
      `PATCH deployments/${B}`,
      'PATCH httproutes/shop',
      `PATCH deployments/${A}`,
      'PATCH httproutes/shop',
    ]);
    expect(replicasOf(cluster)).toEqual({ [A]: 0, [B]: 4 });
    expect(cluster.double.users.lost).toBe(0);
  });

  it('does not write over what another one wrote since it looked', async () => {
    await using cluster = await standCluster();
    const { beginning, ports } = stage(cluster);
    const at = { ...beginning, phase: 'warming', share: 10, weight: 0 } as unknown as Rollout;
    await ports.driver.setWeight(at, 0, 10);
    let wrote = false;
    const through = cluster.clientThrough((send) => async (ask) => {
      if (ask.method === 'PATCH' && ask.path.includes('httproutes') && !wrote) {
        wrote = true;
        await ports.driver.setWeight(at, 50, 10);
      }
      return send(ask);
    });
    await expect(cluster.driverOf(through).setWeight(at, 10, 10)).rejects.toMatchObject({
      code: 'delivery/cluster-not-now',
      retry: 'later',
    });
    expect(weightsOf(cluster)).toEqual({ [A]: 50, [B]: 50 });
    through.close();
  });

  it('moves nothing any more once the candidate is in force', async () => {
    await using cluster = await standCluster();
    const { ports, play } = stage(cluster);
    const ended = await play();
    for (const phase of ['shifting', 'taking-back'] as const)
      await ports.driver.setWeight({ ...ended, phase }, 0, 10);
    await ports.driver.discard({ ...ended, phase: 'taking-back' });
    expect(weightsOf(cluster)).toEqual({ [B]: 100 });
    expect(replicasOf(cluster)).toEqual({ [A]: 0, [B]: 4 });
  });

  it('goes only forward once the candidate is in force, whatever is refused', async () => {
    await using cluster = await standCluster();
    const { beginning, ports } = stage(cluster);
    const rollout = { ...beginning, phase: 'promoting', share: 100 } as unknown as Rollout;
    const refusal = { kind: 'Status', apiVersion: 'v1', code: 403, reason: 'Forbidden' };
    const through = cluster.clientThrough((send) => async (ask) => {
      const isLast = ask.method === 'PATCH' && ask.path.includes(`deployments/${A}`);
      return isLast ? { status: 403, body: JSON.stringify(refusal) } : send(ask);
    });
    await expect(cluster.driverOf(through).promote(rollout)).rejects.toMatchObject({
      code: 'delivery/cluster-forbids',
      retry: 'later',
    });
    through.close();
    expect(weightsOf(cluster)).toEqual({ [A]: 0, [B]: 100 });
    await ports.driver.promote(rollout);
    expect(weightsOf(cluster)).toEqual({ [B]: 100 });
    expect(replicasOf(cluster)).toEqual({ [A]: 0, [B]: 4 });
    expect(cluster.double.users.lost).toBe(0);
  });

  it('asks a smoke request again that the server could not bring to the pod', async () => {
    await using cluster = await standCluster();
    const { ports, play } = stage(cluster);
    const away = { kind: 'Status', apiVersion: 'v1', code: 503, reason: 'ServiceUnavailable' };
    let asked = 0;
    const through = cluster.clientThrough((send) => async (ask) => {
      if (!ask.path.includes('/proxy/')) return send(ask);
      asked += 1;
      return asked < 3 ? { status: 503, body: JSON.stringify(away) } : send(ask);
    });
    const ended = await play({ ...ports, driver: cluster.driverOf(through) });
    through.close();
    expect([ended.phase, asked]).toEqual(['promoted', 3]);
  });

  it('keeps one release before the one in force, and no other', async () => {
    await using cluster = await standCluster();
    await stage(cluster).play();
    const { beginning, ports, options } = stage(cluster);
    const third = 'cccc2222cccc2222';
    const next = { ...beginning, id: 'r2', stable: beginning.candidate, candidate: third };
    await run(await start({ ...next, now: cluster.clock.now() }, ports), ports, options);
    expect(replicasOf(cluster)).toEqual({ [B]: 0, 'shop-cccc2222': 4 });
    expect(cluster.double.store.get('Service', A)).toBeUndefined();
    expect(cluster.double.users.lost).toBe(0);
  });

  it.each([
    ['promoted', {}],
    ['taken-back', { bad: 0.5 }],
  ] as const)(
    'splits by the weights of an Istio VirtualService as well: %s',
    async (phase, candidate) => {
      await using cluster = await standCluster({ candidate, through: 'istio' });
      const ended = await stage(cluster).play();
      expect(ended.phase).toBe(phase);
      const { spec } = cluster.double.store.get('VirtualService', 'shop') ?? {};
      expect(spec).toEqual({
        hosts: ['shop.test'],
        gateways: ['gateway'],
        http: [
          {
            route: [
              {
                destination: { host: phase === 'promoted' ? B : A, port: { number: 8080 } },
                weight: 100,
              },
            ],
          },
        ],
      });
      expect(cluster.double.users.lost).toBe(0);
    },
  );

  it('leaves hosts, gateways, matches and filters of the route as others wrote them', async () => {
    await using cluster = await standCluster();
    const { client, double } = cluster;
    const match = { path: { type: 'PathPrefix', value: '/shop' } };
    const elsewhere = { backendRefs: [{ name: 'legacy', port: 80, weight: 1 }] };
    const legacy = { metadata: { name: 'legacy' }, spec: { ports: [{ port: 80 }] } };
    await client.apply(SERVICE, legacy, 'team');
    const route = await client.get<HttpRoute>(HTTP_ROUTE, 'shop');
    const [rule] = route?.spec.rules ?? [];
    await client.apply(
      HTTP_ROUTE,
      {
        metadata: { name: 'shop' },
        spec: {
          hostnames: ['shop.test', 'shop.example'],
          rules: [{ ...rule, matches: [match], timeouts: { request: '5s' } }, elsewhere],
        },
      },
      'team',
    );
    expect((await stage(cluster).play()).phase).toBe('promoted');
    expect(double.store.get('HTTPRoute', 'shop')?.spec).toEqual({
      parentRefs: [{ name: 'gateway' }],
      hostnames: ['shop.test', 'shop.example'],
      rules: [
        {
          matches: [match],
          timeouts: { request: '5s' },
          backendRefs: [{ name: B, port: 8080, weight: 100 }],
        },
        elsewhere,
      ],
    });
  });
});

import {
  httpRoute,
  ISTIO_REQUESTS,
  install,
  KubeClient,
  kubernetesDriver,
  makeRoute,
  makeVirtualService,
  type PodOf,
  prometheus,
  REQUESTS_TOTAL,
  type Send,
  virtualService,
} from '#adapters';
import { FakeClock } from '#testing';
import { ApiServerDouble } from './api-server.ts';
import type { Behaviour } from './controllers.ts';

export const STABLE = 'aaaa0000aaaa0000';
export const CANDIDATE = 'bbbb1111bbbb1111';

/** What a release of the test runs: its image is its digest. */
export const podOf: PodOf = (_, release) => ({
  template: {
    spec: {
      terminationGracePeriodSeconds: 15,
      containers: [
        {
          name: 'shop',
          image: `registry.test/shop@${release}`,
          ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
          env: [{ name: 'RELEASE', value: release }],
          readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 2 },
          lifecycle: { preStop: { sleep: { seconds: 5 } } },
        },
      ],
    },
  },
  port: 8080,
  readyWithinSeconds: 60,
});

export interface ClusterOptions {
  readonly candidate?: Behaviour;
  readonly stable?: Behaviour;
  readonly perSecond?: number;
  readonly replicas?: number;
  readonly seed?: number;
  readonly scrapeMs?: number;
  /** Whose weights split; the Gateway API's unless said. */
  readonly through?: 'gateway' | 'istio';
}

/** A double on which release a of `shop` is in force, with users. */
export async function standCluster(options: ClusterOptions = {}) {
  const { perSecond = 20, replicas = 4, seed = 7, scrapeMs = 2_000, through = 'gateway' } = options;
  const clock = new FakeClock(1_800_000_000_000);
  const behaviourOf = (image: string): Behaviour =>
    (image.endsWith(CANDIDATE) ? options.candidate : options.stable) ?? {};
  const double = new ApiServerDouble({
    clock,
    service: 'shop',
    perSecond,
    seed,
    scrapeMs,
    behaviourOf,
  });
  const server = await double.listen();
  const client = KubeClient.of({ server, namespace: 'shop', token: () => 'double' });
  /** A controller of its own: what it remembers ends with it. */
  const driverOf = (own: KubeClient = client) =>
    kubernetesDriver({
      ...toolsOf(own),
      read: prometheus({ url: server }),
      counters: through === 'istio' ? ISTIO_REQUESTS : REQUESTS_TOTAL,
      settleMs: 1_000,
    });
  const toolsOf = (own: KubeClient) => ({
    client: own,
    rule: through === 'istio' ? virtualService(own, clock, 1_000) : httpRoute(own, clock),
    podOf,
    clock,
    withinMs: 120_000,
  });
  const rule =
    through === 'istio'
      ? makeVirtualService(client, 'shop', { hosts: ['shop.test'], gateways: ['gateway'] })
      : makeRoute(client, 'shop', {
          parentRefs: [{ name: 'gateway' }],
          hostnames: ['shop.test'],
        });
  await install({ service: 'shop', release: STABLE, replicas }, rule, toolsOf(client));
  double.changes.length = 0;
  return {
    clock,
    double,
    client,
    server,
    driverOf,
    /** A client whose requests pass through `around`. */
    clientThrough: (around: (send: Send) => Send) =>
      KubeClient.of({ server, namespace: 'shop', token: () => 'double' }, around),
    async [Symbol.asyncDispose]() {
      client.close();
      await double.close();
    },
  };
}

import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RealProxy, runHaproxy, runNginx } from '../support/real-proxies.ts';
import { Stage } from './gateway-kit.ts';
import { type Instance, startInstance } from './posture-instance.ts';
import { openStores, type Stores } from './posture-stores.ts';
import { call, POSTURE_SUITE } from './posture-suite.ts';

const golden = (target: string): string =>
  fileURLToPath(new URL(`../golden/posture/production/${target}/`, import.meta.url));
const portOf = ({ url }: Instance): number => Number(new URL(url).port);

let stores: Stores;
let instances: readonly Instance[] = [];
let stage: Stage;
let gatewayPort = 0;
let nginx: RealProxy;
let haproxy: RealProxy;

beforeAll(async () => {
  stores = await openStores();
  instances = await Promise.all([startInstance(stores), startInstance(stores)]);
  const [one = 0, two = 0] = instances.map(portOf);
  // The plan's own ports may be taken on the machine of a test.
  const moved = { 8000: one, 8001: two };
  [nginx, haproxy] = await Promise.all([
    runNginx(golden('nginx'), 'edge', moved),
    runHaproxy(golden('haproxy'), 'edge', moved),
  ]);
  stage = await Stage.raise();
  const { port } = await stage.open({
    stable: [one, two].map((at) => ({ id: `classifier-${at}`, port: at })),
    route: { maxBodyBytes: 1_048_576 },
    more: [{ path: '/api/predictions', service: 'web', timeoutMs: 5_000, maxBodyBytes: 262_144 }],
  });
  gatewayPort = port;
});

afterAll(async () => {
  await nginx?.[Symbol.asyncDispose]();
  await haproxy?.[Symbol.asyncDispose]();
  await stage?.close();
  await Promise.all(instances.map((one) => one.stop()));
  await stores?.close();
});

const WAYS = {
  'the gateway': () => ({ port: gatewayPort }),
  'generated nginx, without Hanok': () => ({ port: nginx.securePort, ca: nginx.ca }),
  'generated HAProxy, without Hanok': () => ({ port: haproxy.securePort, ca: haproxy.ca }),
};

describe.each(Object.entries(WAYS))('posture behind %s', (_, way) => {
  it.each(POSTURE_SUITE)('%s', async (_name, run) => {
    await run(way());
  });
});

describe.each([
  ['nginx', () => nginx],
  ['HAProxy', () => haproxy],
])('generated %s', (_, proxy) => {
  it('tells plain HTTP only the way to HTTPS', async () => {
    const { status, headers } = await call({ port: proxy().plainPort }, '/api/x?y=1');
    expect([status, headers.location]).toEqual([308, 'https://posture.example/api/x?y=1']);
  });

  it('tells browsers what they may not do', async () => {
    const { headers } = await call({ port: proxy().securePort, ca: proxy().ca }, '/health');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'strict-transport-security': 'max-age=15552000',
    });
  });
});

describe('generated proxies when an instance goes', () => {
  it('lose no request that may be sent again', async () => {
    await instances[1]?.stop();
    for (const { securePort: port, ca } of [nginx, haproxy]) {
      const answers = await Promise.all(
        Array.from({ length: 40 }, () => call({ port, ca }, '/health')),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    }
  });
});

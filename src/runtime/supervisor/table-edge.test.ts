import { describe, expect, it } from 'vitest';
import {
  definePlan,
  environment,
  gateway,
  local,
  partsOf,
  resolve,
  route,
  secret,
  service,
} from '#model';
import { listenOf, routesOf, tokensOf } from './table-edge.ts';

const web = service('web', { run: { command: ['true'], folder: '.' } });

type Words = Parameters<typeof local>[0];

/** A plan of one gateway, resolved. */
function planOf(timeout?: '10 s', on: Words = {}) {
  const edge = gateway('edge', {
    ...(timeout && { timeout }),
    routes: [
      route('/', web),
      route('/api', web, {
        timeout: '5 s',
        maxBody: '1 KiB',
        limit: { rate: '100/min', per: 'api-key' },
      }),
      route('/all', web, { limit: { rate: '7/s' } }),
    ],
  });
  const environments = [environment('local', { on: local(on) })];
  const made = definePlan('shop', { asOf: '2026-11-20', roots: [edge], environments });
  const { plan, findings } = resolve(made, 'local');
  if (!plan) throw new Error(JSON.stringify(findings));
  return plan;
}

/** What the gateway is told of its routes. */
const told = (timeout?: '10 s') => routesOf(partsOf(planOf(timeout), 'gateway')[0]);

it('carries the time-out, the largest body and the limit of a route', () => {
  expect(told()).toEqual([
    { path: '/', service: 'web', timeoutMs: 60_000 },
    {
      path: '/api',
      service: 'web',
      timeoutMs: 5_000,
      maxBodyBytes: 1_024,
      limit: { count: 100, windowMs: 60_000, per: 'api-key' },
    },
    { path: '/all', service: 'web', timeoutMs: 60_000, limit: { count: 7, windowMs: 1_000 } },
  ]);
});

it('waits as long as the gateway says where the route says nothing', () => {
  expect(told('10 s').map(({ timeoutMs }) => timeoutMs)).toEqual([10_000, 5_000, 10_000]);
});

it('finds the certificate from the folder of the plan', () => {
  const at = { port: 8_443, folder: '/home/kim/shop' };
  expect(listenOf(planOf(), at)).toEqual({ host: '127.0.0.1', port: 8_443 });
  const plan = planOf(undefined, { tls: { cert: './local.pem', key: '/etc/local.key' } });
  expect(listenOf(plan, at)).toEqual({
    host: '127.0.0.1',
    port: 8_443,
    tls: { cert: '/home/kim/shop/local.pem', key: '/etc/local.key' },
  });
});

describe('tokens', () => {
  const ways = [['jwt'], ['jwt', 'api-key'], ['anybody', 'jwt'], ['session'], undefined] as const;
  const routes = ways.map((allows, at) => route(`/${at}`, web, allows ? { allows } : {}));
  const key = secret('token-key');

  /** The only gateway of a plan, as it is resolved. */
  const edgeOf = (spec: Omit<Parameters<typeof gateway>[1], 'routes'>) => {
    const edge = gateway('edge', { routes, ...spec });
    const made = definePlan('shop', { asOf: '2026-11-20', roots: [edge] });
    const { plan, findings } = resolve(made, 'local');
    if (!plan) throw new Error(JSON.stringify(findings));
    return partsOf(plan, 'gateway')[0];
  };

  it('are needed where nothing else lets in, and checked where the service may know another way', () => {
    const told = routesOf(edgeOf({ tokens: { key } })).map(({ token }) => token);
    expect(told).toEqual(['needed', 'checked', undefined, undefined, undefined]);
  });

  it('are not looked at without a key, and pass as they did', () => {
    expect(routesOf(edgeOf({})).map(({ token }) => token)).toEqual(ways.map(() => undefined));
    expect(tokensOf(edgeOf({}), (name) => name)).toEqual({});
  });

  it('are verified by the file of their secret, with HS256 and half a minute unless the plan says more', () => {
    const fileOf = (name: string) => `/secrets/${name}.json`;
    expect(tokensOf(edgeOf({ tokens: { key } }), fileOf)).toEqual({
      tokens: { key: '/secrets/token-key.json', algorithm: 'HS256', skewMs: 30_000 },
    });
    const spec = { key, algorithm: 'RS256', issuer: 'id', audience: 'shop', skew: '5 s' } as const;
    expect(tokensOf(edgeOf({ tokens: { ...spec, cookie: 'session' } }), fileOf)).toEqual({
      tokens: {
        key: '/secrets/token-key.json',
        algorithm: 'RS256',
        issuer: 'id',
        audience: 'shop',
        skewMs: 5_000,
        cookie: 'session',
      },
    });
  });
});

import { expect, it } from 'vitest';
import { definePlan, environment, gateway, local, partsOf, resolve, route, service } from '#model';
import { listenOf, routesOf } from './table-edge.ts';

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

import { expect, it } from 'vitest';
import {
  aws,
  definePlan,
  environment,
  gateway,
  resolve,
  route,
  server,
  service,
  site,
} from '#model';
import { haproxy } from '../haproxy/index.ts';
import { NO_LOCK } from '../lock.ts';
import { nginx } from '../nginx/index.ts';
import { synthesise } from '../synthesise.ts';

type Routes = Parameters<typeof gateway>[1]['routes'];
/** What both proxies are written as, and what they cannot say. */
function made(routes: Routes, hosts?: readonly string[], inner?: Routes) {
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    roots: [
      gateway('edge', { routes, ...(hosts && { hosts }) }),
      ...(inner ? [gateway('inner', { routes: inner })] : []),
    ],
    environments: [environment('production', { on: server(site('home', aws('ap-northeast-2'))) })],
  });
  const { plan: resolved, findings } = resolve(plan, 'production');
  if (!resolved) throw new Error(JSON.stringify(findings));
  const input = { plans: [resolved], targets: [nginx, haproxy], lock: NO_LOCK, folder: '/' };
  const synthesis = synthesise(input);
  return {
    text: synthesis.files.map((file) => file.text()).join('\n'),
    said: synthesis.findings.map(({ message }) => message.en),
  };
}
const api = service('api', { port: 8080 });
const shop = service('shop', { port: 8081 });

it('tells apart what two paths that are written almost alike lead to', () => {
  const { text } = made([
    route('/api/v1', api, { limit: { rate: '100/min' } }),
    route('/api-v1', shop, { limit: { rate: '10/min' } }),
  ]);
  const zones = [...text.matchAll(/limit_req_zone .* zone=(\w+):/g)].map(([, zone]) => zone);
  expect(new Set(zones).size).toBe(2);
  const acls = [...text.matchAll(/acl (path_\w+) path -m str (\S+)/g)].map(([, acl]) => acl);
  expect(new Set(acls).size).toBe(2);
});

it('says that a route of one host is answered on all of them', () => {
  const hosts = ['shop.example', 'api.shop.example'];
  const said = (own: readonly string[]) => made([route('/', api, { hosts: own })], hosts).said;
  expect(said(['api.shop.example'])).toEqual(
    ['haproxy', 'nginx'].map(
      (target) =>
        `${target} tells routes apart by path alone: / is answered on every host, and not on api.shop.example alone`,
    ),
  );
  expect(said(hosts)).toEqual([]);
});

it('says that nginx lets more through than a limit slower than one a minute', () => {
  const { text, said } = made([route('/', api, { limit: { rate: '10/h' } })]);
  expect(text).toContain('rate=1r/m');
  expect(said).toEqual([
    'nginx counts 1 request a minute at least, and / allows fewer: 10 in 3600 s',
  ]);
});

it('writes what two gateways of a machine share once, and says what they cannot share', () => {
  const { text, said } = made([route('/', api)], undefined, [route('/', api)]);
  expect(text.match(/^upstream api /gm)).toHaveLength(1);
  expect(text.match(/^backend \w+/gm)).toEqual(['backend api_for_all', 'backend api_for_inner']);
  expect(said).toEqual([
    'inner listens on port 80 as edge does: haproxy hands a connection to either of them',
  ]);
});

it('answers a path once, and names the route it leaves out', () => {
  const hosts = ['shop.example', 'api.shop.example'];
  const { text, said } = made([route('/', api), route('/', shop, { hosts })], hosts);
  expect(text.match(/^ {2}location \/ \{/gm)).toHaveLength(1);
  expect(said).toEqual(
    ['haproxy', 'nginx'].map(
      (target) =>
        `${target} has one answer for a path: / leads to another service already, and never to shop`,
    ),
  );
});

it('answers for every host below one that is named with a star', () => {
  const { text } = made([route('/', api)], ['shop.example', '*.shop.example']);
  expect(text).toContain(' -m str shop.example\n');
  expect(text).toContain(' -m end .shop.example\n');
});

import { expect, it } from 'vitest';
import { eks, gateway, gke, link, postgres, route, service } from '#model';
import { refusalsOfManifest } from '../../../test/support/kubernetes/manifests.ts';
import { here, size, there, written } from '../../../test/support/kubernetes/written.ts';

it('puts the longest path first, for the Gateway API and for Istio', () => {
  const api = service('api', { size });
  const edge = gateway('edge', {
    hosts: ['shop.example'],
    tls: { minimum: '1.2' },
    redirectsToHttps: true,
    routes: [route('/', api), route('/a/b', api, { timeout: '30 s' }), route('/a', api)],
  });
  const plain = written([edge]).one('HTTPRoute', 'api');
  expect(
    plain?.spec.rules.map((one: { matches: [{ path: object }] }) => one.matches[0].path),
  ).toEqual(['/a/b', '/a', '/'].map((value) => ({ type: 'PathPrefix', value })));
  const mesh = written([edge], { on: eks(here, { runtime: ['istio-api:v1'] }) });
  const rules = mesh.one('VirtualService', 'edge.routes')?.spec.http;
  expect(rules.map((one: { match: readonly { uri: object }[] }) => one.match.at(-1)?.uri)).toEqual([
    { prefix: '/a/b/' },
    { prefix: '/a/' },
    { prefix: '/' },
  ]);
  expect(rules[0].timeout).toBe('30s');
});

it('lets by mutual identity ask exactly those who link or route', () => {
  const db = postgres('db', { managed: 'rds' });
  const api = service('api', { size, uses: [link(db)] });
  const alone = service('alone', { size });
  const web = service('web', { size, uses: [link(api)] });
  const edge = gateway('edge', { routes: [route('/', web), route('/api', api)] });
  const { one } = written([edge, web, api, alone], {
    on: eks(here, { runtime: ['istio-api:v1'] }),
    mtls: true,
  });
  const principals = (name: string) =>
    one('AuthorizationPolicy', name)?.spec.rules[0].from[0].source.principals;
  expect(principals('api')).toEqual([
    'cluster.local/ns/shop-production/sa/edge',
    'cluster.local/ns/shop-production/sa/web',
  ]);
  expect(principals('web')).toEqual(['cluster.local/ns/shop-production/sa/edge']);
  expect(one('AuthorizationPolicy', 'alone')).toBeUndefined();
  expect(one('AuthorizationPolicy', 'deny-by-default')?.spec).toEqual({});
  expect(one('PeerAuthentication', 'default')?.spec).toEqual({ mtls: { mode: 'STRICT' } });
});

it('answers plain HTTP with the way to HTTPS and with nothing else', () => {
  const api = service('api', { size });
  const edge = gateway('edge', {
    hosts: ['shop.example', '*.shop.example'],
    tls: {},
    redirectsToHttps: true,
    routes: [route('/', api)],
  });
  const { one } = written([edge]);
  const names = (object: { spec: { parentRefs: { sectionName: string }[] } } | undefined) =>
    object?.spec.parentRefs.map(({ sectionName }) => sectionName);
  expect(names(one('HTTPRoute', 'edge.to-https'))).toEqual(['http']);
  expect(names(one('HTTPRoute', 'api'))).toEqual(['https-any-shop-example', 'https-shop-example']);
});

it('moves the weights of a service in one place, for those outside and inside', () => {
  const api = service('api', { size });
  const web = service('web', { size, uses: [link(api)] });
  const edge = gateway('edge', { routes: [route('/api', api), route('/', web)] });
  const { one } = written([edge, web, api], { on: eks(here, { runtime: ['istio-api:v1'] }) });
  const delegate = { name: 'api', namespace: 'shop-production' };
  expect(one('VirtualService', 'edge.routes')?.spec.http[0].delegate).toEqual(delegate);
  expect(one('VirtualService', 'api.inside')?.spec).toEqual({
    hosts: ['api'],
    http: [{ delegate }],
  });
  expect(one('VirtualService', 'api')?.spec).toEqual({
    http: [{ route: [{ destination: { host: 'api', port: { number: 8080 } }, weight: 100 }] }],
  });
  expect(one('VirtualService', 'web.inside')).toBeUndefined();
});

it.each([
  ['EKS', eks(here)],
  ['GKE', gke(there)],
  ['EKS with Istio', eks(here, { runtime: ['istio-api:v1'] })],
])('writes a gateway on %s as the schemas of its kinds take it', async (_, on) => {
  const api = service('api', { size, health: { ready: '/ready' } });
  const raw = service('raw', { size });
  const edge = gateway('edge', {
    hosts: ['shop.example'],
    tls: { minimum: '1.2' },
    replicas: 2,
    size,
    routes: [route('/', api, { timeout: '1 s' }), route('/raw', raw, { answers: 'stream' })],
  });
  const { objects } = written([edge], { on });
  expect(objects.filter(({ kind }) => kind === 'Gateway').length).toBe(1);
  for (const object of objects)
    expect([object.kind, await refusalsOfManifest({ ...object })]).toEqual([object.kind, []]);
});

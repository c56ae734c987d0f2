import { expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  bucket,
  definePlan,
  environment,
  external,
  gateway,
  link,
  local,
  mysql,
  postgres,
  queue,
  redis,
  resolve,
  route,
  secret,
  service,
} from '#model';
import { NO_LOCK } from '../lock.ts';
import { synthesise } from '../synthesise.ts';
import { compose } from './target.ts';

interface Service {
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
}

const made = (turned = false) => {
  const stores = {
    files: bucket('files', { managed: 's3' }),
    orders: postgres('orders', { version: '17', replicas: 1 }),
    old: mysql('old', { version: '8.4' }),
    cache: redis('cache', { version: '8.2', eviction: 'none' }),
    waiting: queue('waiting', { managed: 'sqs' }),
  };
  const mail = external('mail', {});
  const links = [stores.orders, stores.cache, stores.waiting, mail].map((one) => link(one));
  const api = service('api', {
    runtime: ['node:24'],
    port: 8000,
    health: { ready: '/ready' },
    uses: [...(turned ? links.reverse() : links), secret('token-key')],
  });
  const web = service('web', { runtime: ['go:1.26'], port: 3000, uses: [link(api)] });
  const lone = service('lone', { runtime: ['node:24'] });
  const routes = [route('/', web), route('/api', api)];
  const roots = [
    gateway('edge', { routes: turned ? routes.reverse() : routes }),
    stores.files,
    stores.old,
    lone,
  ];
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    roots: turned ? roots.reverse() : roots,
    environments: [environment('local', { on: local({ port: 8090 }) })],
  });
  const { files, findings } = synthesise({
    plans: [resolve(plan, 'local').plan ?? []].flat(),
    targets: [compose],
    lock: NO_LOCK,
    folder: '/nowhere',
  });
  const text: Readonly<Record<string, string>> = Object.fromEntries(
    files.map((file) => [file.path.split('/').at(-1) ?? '', file.text()]),
  );
  const file = parse(text['compose.yaml'] ?? '') as {
    readonly services: Readonly<Record<string, Service>>;
    readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
    readonly secrets: unknown;
    readonly volumes: unknown;
  };
  return { text, file, findings: findings.map(({ message }) => message.en) };
};

it('puts every link on a network of its own, and opens only the way to somebody else’s API', () => {
  const { services, networks } = made().file;
  expect(networks).toEqual({
    door: { driver: 'bridge' },
    'api-to-cache': { internal: true },
    'api-to-mail': { internal: false },
    'api-to-orders': { internal: true },
    'edge-to-api': { internal: true },
    'edge-to-web': { internal: true },
    'web-to-api': { internal: true },
  });
  expect(services.orders?.networks).toEqual(['api-to-orders']);
  expect(services.lone?.network_mode).toBe('none');
});

it('publishes the gateway alone, on loopback', () => {
  const ports = Object.entries(made().file.services).filter(([, { ports }]) => ports);
  expect(ports.map(([name, { ports }]) => [name, ports])).toEqual([
    ['edge', ['127.0.0.1:8090:8080']],
  ]);
});

it('waits for what can be seen to be well, and for the rest only until it runs', () => {
  const { services } = made().file;
  expect(services.api?.depends_on).toEqual({
    cache: { condition: 'service_healthy' },
    orders: { condition: 'service_healthy' },
  });
  expect(services.edge?.depends_on).toEqual({
    api: { condition: 'service_healthy' },
    web: { condition: 'service_started' },
  });
});

it('hands secrets on as files, never as values', () => {
  const { services, secrets } = made().file;
  expect(services.api?.environment).toEqual({
    CACHE_PASSWORD_FILE: '/run/secrets/cache-password',
    CACHE_URL: 'redis://cache:6379/0',
    ORDERS_PASSWORD_FILE: '/run/secrets/orders-password',
    ORDERS_URL: 'postgres://orders@orders:5432/orders',
    PORT: '8000',
    TOKEN_KEY_FILE: '/run/secrets/token-key',
  });
  expect(secrets).toEqual(
    Object.fromEntries(
      ['cache-password', 'files-password', 'old-password', 'orders-password', 'token-key'].map(
        (name) => [name, { file: `./secrets/${name}` }],
      ),
    ),
  );
});

it('keeps what a store remembers, where its image keeps it', () => {
  const { services, volumes } = made().file;
  expect(services.orders?.volumes).toEqual(['orders-data:/var/lib/postgresql/data']);
  expect(services.old?.volumes).toEqual(['old-data:/var/lib/mysql']);
  expect(services.cache?.volumes).toBeUndefined();
  expect(volumes).toEqual({ 'files-data': {}, 'old-data': {}, 'orders-data': {} });
});

it('says what is smaller here, and what is not here at all', () => {
  const { findings, text } = made();
  expect(findings).toContain(
    'waiting (sqs) has nothing that stands in for it here: who links it runs without',
  );
  expect(findings).toContain(
    'orders is one container here, without the other node and without failover',
  );
  expect(text['compose.yaml']).toContain('# MinIO stands in for s3\n');
});

it('gives the same bytes whatever the order of declaration', () => {
  const body = (turned: boolean) =>
    Object.entries(made(turned).text).map(([name, text]) => [name, text.split('\n').slice(1)]);
  expect(body(true)).toEqual(body(false));
});

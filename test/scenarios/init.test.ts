import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { tempDir } from '../support/temp-dir.ts';

const COMPOSE = `version: '3.9'
name: Photo Shop
x-common: &common
  restart: always
  logging:
    driver: json-file
services:
  web:
    image: nginx:1.27
    ports: ['8081:80']
    depends_on: [api, worker-service]
  api:
    <<: *common
    build: { context: ./api, args: { X: 1 } }
    command: node "server.js" --port 3000
    ports:
      - target: 3000
        published: 3000
    environment:
      LOG_LEVEL: \${LOG_LEVEL:-info}
      DB_PASSWORD: correct-horse
      DATABASE_URL: postgres://app:correct-horse@database:5432/app
      STRIPE: sk-live-0123456789abcdefghij
      FROM_SHELL:
    depends_on:
      database: { condition: service_healthy }
      redis: { condition: service_started }
    healthcheck:
      test: ['CMD', 'curl', '-f', 'http://localhost:3000/healthz']
      interval: 10s
      start_period: 1m30s
    volumes: ['./uploads:/uploads']
    deploy:
      replicas: 3
      resources:
        limits: { cpus: '0.50', memory: 512M }
        reservations: { memory: 256M }
    stop_grace_period: 20s
  worker-service:
    image: ghcr.io/team/worker:2.1
    environment: ['QUEUE=jobs:5672', 'JWT_SECRET=x', "QUOTE=it's \\"so\\""]
    networks: [back]
  database:
    image: postgis/postgis:16-3.4
    environment: { POSTGRES_PASSWORD: correct-horse }
    volumes: ['data:/var/lib/postgresql/data']
  redis:
    image: valkey/valkey:8.0-alpine
    deploy: { resources: { limits: { cpus: '1', memory: 256M } } }
  maria: { image: 'mariadb:11.4' }
  search: { image: 'docker.elastic.co/elasticsearch/elasticsearch:8.15.0' }
  jobs: { image: 'rabbitmq:3' }
volumes:
  data:
networks:
  back:
`;

const PLAN = `import { definePlan, environment, gateway, link, local, mysql, postgres, queue, redis, route, search, secret, service } from 'hanok';

const dbPassword = secret('db-password');

const jwtSecret = secret('jwt-secret');

const database = postgres('database', {
  version: '16',
});

const redisPart = redis('redis', {
  version: '8.0',
  memory: '256 MiB',
});

const api = service('api', {
  run: { command: ['node', 'server.js', '--port', '3000'], folder: './api' },
  port: 3000,
  health: { ready: '/healthz', within: '90 s' },
  size: { cpu: 0.5, memory: '512 MiB' },
  replicas: 3,
  stop: { drain: '20 s' },
  configuration: { LOG_LEVEL: 'info' },
  uses: [link(database), link(redisPart), dbPassword],
});

const jobs = queue('jobs', {});

const workerService = service('worker-service', {
  image: { registry: 'ghcr.io', name: 'team/worker', tag: '2.1' },
  configuration: { QUOTE: 'it\\'s "so"' },
  uses: [link(jobs), jwtSecret],
});

const web = gateway('web', {
  routes: [route('/', api), route('/worker-service', workerService)],
});

const maria = mysql('maria', {
  version: '11.4',
});

const searchPart = search('search', {
  version: '8.15.0',
});

export default definePlan('photo-shop', {
  asOf: 'DAY',
  roots: [web, maria, searchPart],
  environments: [
    environment('local', { on: local({ port: 8081 }), holds: 'synthetic' }),
  ],
});
`;

const LEFT = [
  '3 x-common',
  '5 services.api.logging',
  '9 services.web.image',
  '14 services.api.build.args',
  '22 services.api.environment.DATABASE_URL',
  '23 services.api.environment.STRIPE',
  '24 services.api.environment.FROM_SHELL',
  '30 services.api.healthcheck.interval',
  '32 services.api.volumes',
  '37 services.api.deploy.resources.reservations.memory',
  '41 services.worker-service.environment[0]',
  '42 services.worker-service.networks',
  '45 services.database.environment.POSTGRES_PASSWORD',
  '49 services.redis.deploy.resources.limits.cpus',
  '52 services.jobs.image',
  '55 networks',
];

/** What the checker says of a plan that could not be read. */
async function malformed(folder: string): Promise<readonly string[]> {
  const { out } = await runCli(folder, ['check', '--json']);
  const report = JSON.parse(out) as { environments: { findings: { code: string }[] }[] };
  return report.environments
    .flatMap((one) => one.findings.map((finding) => finding.code))
    .filter((code) => code.startsWith('plan/'));
}

describe('hanok init --from compose.yaml', () => {
  it('makes a plan that loads, with a link, a secret and a version for what Compose says', async () => {
    using dir = tempDir({ 'compose.yaml': COMPOSE });
    const ran = await runCli(dir.path, ['init', '--from', 'compose.yaml']);
    expect(ran.err).toContain('compose.yaml:22  services.api.environment.DATABASE_URL');
    expect(ran.code).toBe(0);
    const plan = readFileSync(join(dir.path, 'hanok.plan.ts'), 'utf8');
    const [code = ''] = plan.split('\n// ');
    expect(code.replace(/asOf: '[\d-]+'/, "asOf: 'DAY'")).toBe(PLAN);
    expect(await malformed(dir.path)).toEqual([]);
  });
  it('lists every key that it could not take over, with its line and never with its value', async () => {
    using dir = tempDir({ 'compose.yaml': COMPOSE });
    const { out, err } = await runCli(dir.path, ['init', '--from', 'compose.yaml', '--json']);
    const { left } = JSON.parse(out) as { left: { line: number; path: string }[] };
    expect(left.map(({ line, path }) => `${line} ${path}`)).toEqual(LEFT);
    const plan = readFileSync(join(dir.path, 'hanok.plan.ts'), 'utf8');
    for (const { line, path } of left) expect(plan).toContain(`// - compose.yaml:${line} ${path}`);
    expect(plan + out + err).not.toMatch(/correct-horse|sk-live/);
  });
  it('puts a gateway before services that are open to the host, and a link before each store', async () => {
    using dir = tempDir({
      'docker-compose.yml': `services:\n  front: { image: team/front, ports: ['3000:3000'], depends_on: [db] }\n  back: { image: team/back, ports: ['4000'] , links: ['db:store'] }\n  db: { image: 'mysql:8.0' }\n`,
    });
    await runCli(dir.path, ['init', '--from', 'docker-compose.yml']);
    const plan = readFileSync(join(dir.path, 'hanok.plan.ts'), 'utf8');
    expect(plan).toContain("const edge = gateway('edge', {\n  routes: [route('/', front)],\n});");
    expect(plan).toContain('uses: [link(db)],');
    expect(await malformed(dir.path)).toEqual([]);
  });
  it.each([
    [
      'services that need one another',
      `services:\n  a: { image: a, environment: { B: 'http://b:1' } }\n  b: { image: b, environment: { A: 'http://a:1' } }\n`,
    ],
    [
      'names that code cannot have',
      `services:\n  default: { image: x }\n  9lives_Cat: { image: x }\n  service: { image: x }\n  link: { image: 'redis' }\n  "it's": { image: x }\n`,
    ],
    ['nothing but a name', 'services:\n  web:\n'],
    [
      'a list where a map belongs',
      'services:\n  web: [1, 2]\n  db: { image: "postgres:$V", ports: x, deploy: 3 }\n',
    ],
    [
      'an external that nobody links',
      'services:\n  ai: { provider: { type: model } }\n  web: { image: x }\n',
    ],
    [
      'a linked external',
      'services:\n  ai: { provider: { type: model } }\n  web: { image: x, depends_on: [ai] }\n',
    ],
  ])('makes a plan that loads of %s', async (_, compose) => {
    using dir = tempDir({ 'compose.yaml': compose });
    expect((await runCli(dir.path, ['init', '--from', 'compose.yaml'])).code).toBe(0);
    expect(await malformed(dir.path)).toEqual([]);
  });
  it.each([
    ['is not there', undefined, 'app/source-missing'],
    ['is not YAML', 'services:\n  a: {\n', 'app/not-yaml'],
    ['holds itself', 'services: &s\n  a: *s\n', 'app/not-yaml'],
    ['has no services', 'kind: Deployment\n', 'app/no-services'],
  ])('refuses a file that %s, and writes nothing', async (_, compose, code) => {
    using dir = tempDir(compose === undefined ? {} : { 'compose.yaml': compose });
    const ran = await runCli(dir.path, ['init', '--from', 'compose.yaml']);
    expect(ran).toMatchObject({ code: 3, out: '' });
    expect(ran.err).toContain(code);
    expect(readdirSync(dir.path)).toEqual(compose === undefined ? [] : ['compose.yaml']);
  });
});

describe('hanok init', () => {
  it('never overwrites a plan', async () => {
    using dir = tempDir({ 'compose.yaml': COMPOSE });
    writeFileSync(join(dir.path, 'hanok.plan.ts'), 'mine');
    for (const words of [['--yes'], ['--from', 'compose.yaml'], []]) {
      const ran = await runCli(dir.path, ['init', ...words]);
      expect(ran).toMatchObject({ code: 3, out: '' });
      expect(ran.err).toContain('app/plan-exists');
    }
    expect(readFileSync(join(dir.path, 'hanok.plan.ts'), 'utf8')).toBe('mine');
  });
  it('takes the defaults when told, and makes a plan that loads', async () => {
    using dir = tempDir();
    expect((await runCli(dir.path, ['init', '--yes', '--lang', 'ko'])).out).toContain(
      '첫 계획을 썼다',
    );
    expect(await malformed(dir.path)).toEqual([]);
    expect(readdirSync(dir.path)).toEqual(['hanok.plan.ts']);
    expect(await runCli(dir.path, ['check'])).toMatchObject({ code: 0 });
  });
  it('refuses, with what to do, where there is nobody to ask', async () => {
    using dir = tempDir();
    const ran = await runCli(dir.path, ['init']);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('hanok init --yes');
    expect(readdirSync(dir.path)).toEqual([]);
  });
});

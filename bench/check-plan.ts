import {
  alert,
  canary,
  channel,
  claim,
  daily,
  definePlan,
  environment,
  gateway,
  link,
  onPremises,
  type Plan,
  type Postgres,
  postgres,
  type Redis,
  redis,
  route,
  type Service,
  says,
  server,
  service,
  site,
} from '#model';

const [HOME, AWAY] = [
  site('seoul', onPremises({ country: 'KR', zones: 2 })),
  site('daejeon', onPremises({ country: 'KR' })),
];
const OPS = channel('operators', { by: 'slack' });

/**
 * A plan as a team of that size would write it: a gateway a hundred services, a database five, a
 * cache ten, links between neighbours, backups, alerts, and a document that says things of a third.
 */
export function syntheticPlan(
  services: number,
  environments = [environment('production', { on: server(HOME) })],
): Plan {
  const stores = Array.from({ length: Math.ceil(services / 5) }, (_, index) => database(index));
  const caches = Array.from({ length: Math.ceil(services / 10) }, (_, index) =>
    redis(`cache-${index}`, {
      version: '8.2',
      memory: '256 MiB',
      keeps: ['cache'],
      encrypted: true,
    }),
  );
  const made = workers(services, stores, caches);
  const edges = Array.from({ length: Math.ceil(services / 100) }, (_, index) =>
    gateway(`edge-${index}`, {
      replicas: 2,
      routes: made
        .slice(index * 100, index * 100 + 100)
        .map((to) => route(`/${to.name}`, to, { objective: { p95: '300 ms' } })),
    }),
  );
  return definePlan(`of-${services}`, {
    asOf: '2026-11-20',
    roots: edges,
    objectives: {
      availability: '99.9%',
      recovery: { time: '30 min', point: '1 h' },
      throughput: '100 rps',
    },
    environments,
    alerts: made
      .filter((_, index) => index % 10 === 0)
      .map((of) => alert(`errors-${of.name}`, { of, errorsAbove: '0.1%', notify: [OPS] })),
    statements: made
      .filter((_, index) => index % 3 === 0)
      .map((of, index) =>
        says(`document.md:${index + 1}`, claim.of(of, { replicas: { min: 2 }, streams: false })),
      ),
  });
}

function workers(
  services: number,
  stores: readonly Postgres[],
  caches: readonly Redis[],
): readonly Service[] {
  const made: Service[] = [];
  for (let index = 0; index < services; index++) {
    const uses = [
      link(stores[Math.floor(index / 5)] as Postgres, {
        access: 'read-write',
        pool: 4,
      }),
      link(caches[Math.floor(index / 10)] as Redis),
      ...(index % 5 > 0 ? [link(made[index - 1] as Service, { timeout: '1 s' })] : []),
    ];
    made.push(worker(index, uses));
  }
  return made;
}

const database = (index: number) =>
  postgres(`store-${index}`, {
    version: '18',
    storage: '20 GiB',
    size: { cpu: 2, memory: '4 GiB' },
    replicas: 1,
    maxConnections: 200,
    holds: ['personal'],
    restsIn: ['KR'],
    encrypted: true,
    // One in twenty copies too seldom: a plan of this size is never clean.
    backup: {
      full: daily('02:00', 'Asia/Seoul'),
      continuous: index % 20 > 0,
      keep: '30 d',
      copyTo: AWAY,
      encrypted: true,
    },
  });

const worker = (index: number, uses: Parameters<typeof service>[1]['uses']): Service =>
  service(`worker-${index}`, {
    run: { command: ['node', 'main.js'], folder: `./worker-${index}` },
    health: { live: '/health', ready: '/ready' },
    port: 8000,
    configuration: { LOG_LEVEL: 'info' },
    size: { cpu: 1, memory: '512 MiB' },
    replicas: { min: 2, max: 6 },
    handles: '100 rps',
    stop: { drain: '10 s' },
    rollout: canary({ split: 'request', weights: [10, 50], bad: ['5xx'], smoke: ['GET /ready'] }),
    ...(uses && { uses }),
  });

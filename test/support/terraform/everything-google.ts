import {
  bucket,
  daily,
  documentStore,
  type environment,
  every,
  external,
  gateway,
  gcp,
  gke,
  job,
  key,
  link,
  mysql,
  nodePool,
  postgres,
  queue,
  redis,
  route,
  secret,
  server,
  service,
  site,
  warehouse,
  weekly,
} from '#model';

const seoul = site('seoul', gcp('asia-northeast3', { zones: 2 }));
const paris = site('paris', gcp('europe-west9', { zoneIds: ['europe-west9-a', 'europe-west9-b'] }));
const milan = site('milan', gcp('europe-west8'));
const unsaid = site('unsaid', gcp());
type Environment = Parameters<typeof environment>[1];

/** What a plan can say of Google Cloud and the examples do not: the rest of what this target writes. */
export const places: Readonly<Record<string, Environment>> = {
  pools: {
    on: gke(seoul, {
      endpoint: ['private', 'public'],
      pools: [
        nodePool('gpu', {
          instance: 'a2-highgpu-1g',
          min: 0,
          max: 2,
          counted: 'per-zone',
          spot: true,
          gpu: 1,
        }),
        nodePool('other-gpu', { instance: 'n1-standard-8', gpu: 2 }),
        nodePool('any', {}),
      ],
    }),
    window: weekly('monday', '02:00', 'Asia/Seoul'),
    windowLasts: '12 h',
    off: { hoursPerWeek: 108, when: ['nights', 'weekends'] },
    secretStore: 'gcp-secret-manager',
  },
  regions: {
    on: gke(paris, { version: '1.36', pools: [nodePool('only', { instance: 'n2-standard-4' })] }),
    standby: gke(milan),
    holds: 'personal',
    residency: { in: ['FR', 'IT'], strength: 'mandatory' },
    secretStore: 'gcp-secret-manager',
    budget: { monthly: '$99.50' },
  },
  nowhere: { on: server(unsaid) },
};

export function parts(turned = false) {
  const kms = key('keys', { managed: 'kms', rotate: '90 d', escrow: true });

  const sealed = { key: kms, encrypted: true, accessAudited: true } as const;
  const db = postgres('db', {
    ...sealed,
    managed: 'cloud-sql',
    version: '17',
    instance: 'db-perf-optimized-N-8',
    backup: { full: daily('03:00', 'Asia/Seoul'), mirrored: true, copyTo: milan, keep: '90 d' },
    memory: { sharedBuffers: '1 GiB', workMem: '16 MiB' },
    maintenanceWindow: weekly('sunday', '12:00', 'UTC'),
    readers: { count: 1, autoScale: true },
    port: 6432,
    storageType: 'pd-hdd',
  });
  const sql = mysql('sql', {
    managed: 'cloud-sql',
    maxConnections: 50,
    backup: { full: every('6 h') },
  });
  const one = redis('one', {
    managed: 'memorystore',
    version: '7.2',
    memory: '5 GB',
    nodes: 3,
    failover: true,
    authenticated: true,
    persistent: true,
    backup: { full: daily('01:00', 'UTC') },
  });
  const shared = redis('shared', {
    ...sealed,
    managed: 'memorystore-cluster',
    version: '8.0',
    zones: 1,
    memory: '500 GB',
    backup: { full: daily('01:00', 'Europe/Paris'), keep: '30 d' },
  });
  const files = bucket('files', {
    ...sealed,
    managed: 'cloud-storage',
    storageClass: 'NEARLINE',
    versioned: true,
    lifecycle: [{ after: '30 d', to: 'COLDLINE' }],
    retention: '400 d',
    backup: { continuous: true, keep: '30 d', copyTo: milan },
  });
  const facts = warehouse('facts', { ...sealed, managed: 'bigquery', backup: { copyTo: milan } });
  const papers = documentStore('papers', {
    managed: 'firestore',
    mode: 'datastore',
    backup: { full: weekly('sunday', '03:00', 'UTC'), keep: '365 d' },
  });
  const work = queue('work', { managed: 'pubsub' });
  const token = secret('token', { rotate: '30 d' });
  const uses = [
    link(db),
    link(sql),
    link(one),
    link(shared),
    link(files, { access: 'read' }),
    link(facts, { access: 'read' }),
    link(papers, { access: 'read' }),
    link(work),
  ];
  const api = service('api', {
    uses: [...(turned ? uses.toReversed() : uses), link(external('outside', {})), token],
    image: { registry: 'europe-west9-docker.pkg.dev', tag: '1' },
    gpu: 1,
    pool: 'gpu',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform must not read it as its own.
    configuration: { PATTERN: '${path.module} %{ if true }' },
  });
  const nightly = job('nightly', {
    uses: [link(files, { access: 'write' }), link(facts, { access: 'write' })],
    schedule: daily('02:00', 'UTC'),
  });
  const edge = gateway('edge', {
    firewall: true,
    redirectsToHttps: true,
    routes: [route('/', api, { limit: { rate: '10/s', per: 'address' } })],
  });
  const roots = [edge, nightly];
  return turned ? roots.reverse() : roots;
}

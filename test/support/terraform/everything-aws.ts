import {
  aws,
  bucket,
  cdn,
  daily,
  ecs,
  eks,
  type environment,
  every,
  external,
  gateway,
  job,
  key,
  link,
  mysql,
  nodePool,
  postgres,
  queue,
  redis,
  route,
  search,
  secret,
  server,
  service,
  site,
} from '#model';

const home = site('home', aws('eu-west-1', { zones: 3 }));
const away = site('away', aws('eu-central-1', { zones: 3 }));
const nowhere = site('nowhere', aws());
type Environment = Parameters<typeof environment>[1];

/** What a plan can say of AWS and the five examples do not: the rest of what this target writes. */
export const places: Readonly<Record<string, Environment>> = {
  tasks: {
    on: ecs(home),
    purchase: 'spot',
    off: { hoursPerWeek: 120, when: ['nights'] },
    steer: { failover: 'health' },
    secretStore: 'aws-secrets-manager',
  },
  machines: { on: server(nowhere), standby: ecs(away), holds: 'personal' },
  cluster: {
    on: eks(home, {
      endpoint: ['private', 'public'],
      pools: [
        nodePool('gpu', { instance: 'g5.xlarge', min: 0, max: 2, counted: 'per-zone', spot: true }),
        nodePool('arm', { instance: 'm7g.large', gpu: 0 }),
      ],
    }),
    secretStore: 'aws-secrets-manager',
  },
};

export function parts(turned = false) {
  const kms = key('keys', { managed: 'kms', rotate: '90 d', on: [home, away] });
  const sealed = { key: kms, encrypted: true } as const;
  const db = postgres('backup', {
    ...sealed,
    managed: 'rds',
    version: '17',
    backup: { incremental: every('6 h'), mirrored: true, copyTo: away, keep: '90 d' },
    memory: { sharedBuffers: '1 GiB', workMem: '16 MiB' },
    maintenanceWindow: daily('03:00', 'Europe/Paris'),
  });
  const atonce = postgres('atonce', {
    managed: 'rds',
    version: '17',
    storage: '20 GiB',
    backupWindow: daily('23:30', 'Asia/Seoul'),
    backup: { full: daily('00:10', 'Asia/Seoul'), keep: '7 d' },
  });
  const sql = mysql('vpn', { managed: 'rds', storage: '10 GiB' });
  const cache = redis('cache', { managed: 'elasticache', shards: 3, replicas: 1, failover: true });
  const files = bucket('files', {
    ...sealed,
    managed: 's3',
    versioned: true,
    lifecycle: [
      { after: '30 d', to: 'GLACIER' },
      { after: '400 d', to: 'delete' },
    ],
    backup: { full: daily('01:00', 'Europe/Paris'), continuous: true, keep: '30 d', copyTo: away },
  });
  const work = queue('work', { ...sealed, managed: 'sqs', deadLetters: true, attempts: 5 });
  const index = search('index', { managed: 'opensearch' });
  const token = secret('token');
  const uses = [
    link(db),
    link(sql),
    link(atonce),
    link(cache),
    link(files, { access: 'read' }),
    link(work),
    link(index),
  ];
  const api = service('api', {
    uses: [...(turned ? uses.toReversed() : uses), link(external('outside', {})), token],
    disk: '40 GiB',
    gpu: 1,
    stop: { drain: '5 min' },
    replicas: { min: 1, max: 4, scaleOn: [{ memory: 70 }, { rps: 50 }, { users: 10 }] },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform must not read it as its own.
    configuration: { PATTERN: '${path.module} %{ if true }' },
  });
  const start = service('api-start', {
    uses: [link(api)],
    image: { name: 'ghcr.io/a/b', tag: '1' },
  });
  const nightly = job('nightly', { uses: [link(db)], schedule: daily('02:00', 'UTC') });
  const edge = gateway('edge', {
    managed: 'alb',
    firewall: true,
    redirectsToHttps: true,
    routes: [route('/', start, { limit: { rate: '10/s', per: 'address' } }), route('/api', api)],
  });
  const front = cdn('front', {
    managed: 'cloudfront',
    origins: [files],
    hosts: ['a.example', 'b.example'],
    tls: { issuer: 'acm', minimum: '1.3' },
    answersIn: ['FR', 'DE'],
  });
  const roots = [front, edge, nightly];
  return turned ? roots.reverse() : roots;
}

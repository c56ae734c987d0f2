// What the document says of the two clouds, traffic, monitoring, logs and security, line by line.
import { claim, daily, says, unstated, weekly } from 'hanok';
import * as heal7 from './as-written.parts.ts';

const { web, api, saju, ai, database, cache, logs, mesh } = heal7;
const { production, seoulAws, seoulGcp } = heal7;
const generated = claim.none({
  en: 'A detail of a file that is generated from the plan.',
  ko: '계획에서 생성하는 파일의 세부다.',
});

export const clouds = [
  says('document.md:140', claim.of(seoulAws, { region: 'ap-northeast-2' })),
  says(
    'document.md:141',
    claim.placed(production, seoulAws, {
      engine: 'eks',
      cluster: 'heal7-production',
      version: '1.28',
      pools: unstated,
    }),
  ),
  says('document.md:142', claim.of(heal7.privateA, { access: 'private', zones: 1 })),
  says('document.md:142', claim.of(heal7.privateC, { access: 'private', zones: 1 })),
  says('document.md:142', claim.of(heal7.publicA, { access: 'public', zones: 1 })),
  says('document.md:142', claim.of(heal7.publicC, { access: 'public', zones: 1 })),
  says('document.md:142', claim.of(seoulAws, { zoneIds: ['ap-northeast-2a', 'ap-northeast-2c'] })),
  says('document.md:143', claim.placed(production, seoulAws, { endpoint: ['private', 'public'] })),
  says('document.md:144', generated),
  says(
    'document.md:145',
    claim.of(database, { managed: 'rds', version: '15.4', failover: unstated, zones: unstated }),
  ),
  says('document.md:146', claim.of(database, { instance: 'db.r6g.xlarge' })),
  says(
    'document.md:147',
    claim.of(database, { storage: '1000 GB', storageType: 'gp3', maxStorage: '5000 GB' }),
  ),
  says('document.md:148', claim.of(database, { encrypted: true })),
  says('document.md:149', claim.of(database, { cites: 'var.db_password' })),
  says('document.md:150', claim.of(database, { reaches: unstated, reachableFrom: unstated })),
  says('document.md:151', claim.of(database, { backup: { keep: '7 d', copyTo: unstated } })),
  says(
    'document.md:152',
    claim.of(database, { backupWindow: daily('03:00'), backup: { full: daily('03:00') } }),
  ),
  says('document.md:153', claim.of(database, { maintenanceWindow: weekly('sunday', '04:00') })),
  says('document.md:154', claim.of(database, { insights: true })),
  says('document.md:155', claim.of(cache, { managed: 'elasticache', port: 6379, version: '7' })),
  says('document.md:156', claim.of(cache, { instance: 'cache.r6g.large' })),
  says('document.md:157', claim.of(cache, { nodes: 3, failover: true })),
  says(
    'document.md:158',
    claim.of(cache, {
      encrypted: true,
      encryptedInTransit: true,
      authenticated: true,
      keeps: unstated,
    }),
  ),
  says('document.md:162', claim.of(seoulGcp, { region: 'asia-northeast3' })),
  says(
    'document.md:163',
    claim.placed(production, seoulGcp, {
      engine: 'gke',
      cluster: 'heal7-secondary',
      version: unstated,
      pools: unstated,
    }),
  ),
  says('document.md:164', claim.of(heal7.privateGcp, { access: 'private' })),
  says(
    'document.md:165',
    claim.placed(production, seoulGcp, { privateNodes: true, endpoint: ['public'] }),
  ),
  says('document.md:166', generated),
  says(
    'document.md:167',
    claim.of(database, {
      readers: {
        version: '15',
        managed: 'cloud-sql',
        on: [seoulGcp],
        follows: 'heal7-production-primary',
      },
    }),
  ),
  says('document.md:168', claim.of(database, { readers: { instance: 'db-custom-4-16384' } })),
  says('document.md:169', claim.of(database, { readers: { backup: true } })),
  says('document.md:170', claim.of(database, { reachableFrom: 'links' })),
  says('document.md:170', claim.plan({ network: { vpnFor: unstated } })),
  says('document.md:171', claim.of(database, { readers: { maxConnections: 200 } })),
  says('document.md:175', claim.of(heal7.cloudflare, { hosts: ['heal7.com'], calls: [mesh] })),
  says('document.md:175', claim.placed(production, seoulAws, { weight: 70 })),
  says('document.md:175', claim.placed(production, seoulGcp, { weight: 30 })),
  says(
    'document.md:176',
    claim.of(production, { steer: { healthPath: '/health', failover: unstated } }),
  ),
  says('document.md:176', claim.of(heal7.cloudflare, { notifies: ['ops'] })),
  says('document.md:177', claim.of(production, { steer: { healthPath: '/health' } })),
  says('document.md:177', claim.of(seoulGcp, { notifies: unstated })),
  says(
    'document.md:178',
    claim.of(production, { steer: { geo: [{ country: 'KR', to: seoulAws }], default: seoulAws } }),
  ),
  says(
    'document.md:178',
    claim.of(production, { steer: { geo: [{ country: 'JP', to: seoulGcp }] } }),
  ),
  says(
    'document.md:182',
    claim.plan({
      monitors: ['prometheus'],
      monitoring: { metrics: ['prometheus'], every: '15 s' },
    }),
  ),
  says('document.md:183', generated),
  says('document.md:184', claim.plan({ monitoring: { watches: [web] } })),
  says('document.md:185', claim.plan({ monitoring: { watches: [api] } })),
  says('document.md:186', claim.plan({ monitors: ['alertmanager'], notifies: unstated })),
  says(
    'document.md:187',
    claim.of(heal7.highErrorRate, {
      errorRateAbove: '0.05 rps',
      for: '5 min',
      severity: 'critical',
      notify: unstated,
    }),
  ),
  says(
    'document.md:188',
    claim.of(heal7.podCrashLooping, {
      restartsAbove: 5,
      within: '1 h',
      for: '10 min',
      severity: 'warning',
      notify: unstated,
    }),
  ),
  says(
    'document.md:189',
    claim.of(heal7.databaseConnectionHigh, {
      of: database,
      connectionsAbove: 80,
      for: '5 min',
      severity: 'warning',
      notify: unstated,
    }),
  ),
  says('document.md:193', claim.of(logs, { kind: 'search', nodes: 3 })),
  says('document.md:193', claim.plan({ logs: { to: logs, through: unstated } })),
  says('document.md:194', claim.of(logs, { version: '8.10.4' })),
  says('document.md:195', claim.of(logs, { clustered: false, heap: '2 GiB' })),
  says('document.md:196', claim.of(logs, { memory: '8 GiB' })),
  says('document.md:197', claim.of(logs, { storage: '100 GiB', encrypted: unstated })),
  says('document.md:201', claim.plan({ nature: 'default-deny' })),
  says(
    'document.md:202',
    claim.of(web, {
      admits: [
        { from: mesh, port: 3000 },
        { from: 'monitoring', port: 3000 },
      ],
    }),
  ),
  says(
    'document.md:202',
    claim.of(web, {
      admits: [
        { from: mesh, port: 8000 },
        { from: 'monitoring', port: 8000 },
      ],
    }),
  ),
  says(
    'document.md:202',
    claim.of(api, {
      admits: [
        { from: mesh, port: 3000 },
        { from: 'monitoring', port: 3000 },
      ],
    }),
  ),
  says(
    'document.md:202',
    claim.of(api, {
      admits: [
        { from: mesh, port: 8000 },
        { from: 'monitoring', port: 8000 },
      ],
    }),
  ),
  says(
    'document.md:202',
    claim.of(saju, {
      admits: [
        { from: mesh, port: 3000 },
        { from: mesh, port: 8000 },
      ],
    }),
  ),
  says(
    'document.md:202',
    claim.of(ai, {
      admits: [
        { from: mesh, port: 3000 },
        { from: mesh, port: 8000 },
      ],
    }),
  ),
  says('document.md:203', claim.plan({ reaches: ['internet'], reachesPorts: [443, 5432, 6379] })),
  says('document.md:204', claim.of(production, { mtls: true })),
  says('document.md:205', claim.of(web, { authorizes: [web], methods: ['GET', 'POST'] })),
  says('document.md:205', claim.of(api, { authorizes: [web], methods: ['GET', 'POST'] })),
  says('document.md:205', claim.of(saju, { authorizes: [web], methods: ['GET', 'POST'] })),
  says('document.md:205', claim.of(ai, { authorizes: [web], methods: ['GET', 'POST'] })),
  says('document.md:206', claim.of(production, { secretStore: 'aws-secrets-manager' })),
  says(
    'document.md:206',
    claim.placed(production, seoulAws, { runtime: ['external-secrets-api:v1beta1'] }),
  ),
  says('document.md:207', claim.outside('heal7-database-secret', { managed: 'external-secrets' })),
];

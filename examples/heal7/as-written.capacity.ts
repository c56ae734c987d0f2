// What the document says of performance, capacity, cost and goals, line by line.
import { claim, says, unstated } from 'hanok';
import * as heal7 from './as-written.parts.ts';

const { web, api, database, cache, nginx } = heal7;
const tuning = claim.none({
  en: 'A setting of one program that no other part depends on.',
  ko: '다른 구성 요소와 상관없는 한 프로그램의 설정이다.',
});

export const capacity = [
  says('document.md:211', claim.plan({ latency: { p95: '500 ms' } })),
  says('document.md:212', claim.plan({ throughput: '10000 rps' })),
  says('document.md:213', claim.plan({ availability: '99.9%' })),
  says('document.md:214', claim.plan({ deployment: '5 min', zeroDowntime: true })),
  says('document.md:215', tuning),
  says('document.md:216', claim.of(nginx, { compresses: true })),
  says('document.md:217', tuning),
  says('document.md:218', claim.of(nginx, { keepAlive: '30 s' })),
  says(
    'document.md:219',
    claim.route(nginx, '/api/', { limit: { rate: '100/s', per: 'address' } }),
  ),
  says('document.md:219', claim.route(nginx, '/', { limit: { rate: '1000/s', per: 'address' } })),
  says('document.md:220', claim.of(nginx, { calls: [api], ejectAfter: 3 })),
  says('document.md:220', claim.of(api, { drawnInstances: 3, port: 8000 })),
  says('document.md:224', claim.of(database, { maxConnections: 200 })),
  says('document.md:225', claim.of(database, { extensions: ['pg_stat_statements'] })),
  says(
    'document.md:226',
    claim.of(database, {
      memory: {
        sharedBuffers: '4 GB',
        effectiveCache: '12 GB',
        workMem: '16 MB',
        maintenanceWorkMem: '512 MB',
      },
    }),
  ),
  says(
    'document.md:227',
    claim.of(database, {
      holds: ['personal'],
      pseudonymised: unstated,
      restsIn: unstated,
      retention: unstated,
      erasure: unstated,
    }),
  ),
  says('document.md:228', tuning),
  says(
    'document.md:229',
    claim.of(database, { partitions: { until: '2026-01-01', rolling: unstated } }),
  ),
  says('document.md:230', tuning),
  says('document.md:234', claim.traffic({ from: '2025-08', dailyUsers: 1_000, pageViews: 50_000 })),
  says(
    'document.md:235',
    claim.traffic({ from: '2026-02', dailyUsers: 10_000, pageViews: 500_000 }),
  ),
  says(
    'document.md:236',
    claim.traffic({ from: '2026-08', dailyUsers: 50_000, pageViews: 2_500_000 }),
  ),
  says('document.md:237', claim.traffic({ from: '2025-08', peak: { times: 4 } })),
  says('document.md:237', claim.traffic({ from: '2026-02', peak: { times: 4 } })),
  says('document.md:237', claim.traffic({ from: '2026-08', peak: { times: 4 } })),
  says(
    'document.md:238',
    claim.of(web, {
      size: { cpu: 1, memory: '2 GB' },
      replicas: { min: 3, max: 20, scaleOn: [{ users: 1000 }] },
    }),
  ),
  says(
    'document.md:239',
    claim.of(api, {
      size: { cpu: 2, memory: '4 GB' },
      replicas: { min: 2, max: 15, scaleOn: [{ rps: 500 }] },
      handles: '500 rps',
    }),
  ),
  says(
    'document.md:240',
    claim.of(database, { instance: 'db.r6g.2xlarge', size: { cpu: 8, memory: '64 GB' } }),
  ),
  says(
    'document.md:241',
    claim.of(database, {
      readers: { count: 2, instance: 'db.r6g.xlarge', size: { cpu: 4, memory: '32 GB' } },
    }),
  ),
  says('document.md:242', claim.of(database, { pooled: 200 })),
  says('document.md:243', claim.of(cache, { nodes: 3, memory: '16 GB' })),
  says('document.md:244', claim.of(cache, { hitRatio: '95%' })),
  says('document.md:245', claim.of(database, { storage: '2 TB', maxStorage: '10 TB' })),
  says(
    'document.md:246',
    claim.of(heal7.files, { managed: 's3', storageClass: 'INTELLIGENT_TIERING', backup: unstated }),
  ),
  says(
    'document.md:247',
    claim.plan({ logs: { keep: '90 d', compressed: true, perDay: unstated } }),
  ),
  says('document.md:251', claim.of(heal7.spot, { by: 'spot', percent: '60%' })),
  says('document.md:251', claim.of(heal7.staging, { purchase: 'spot' })),
  says(
    'document.md:252',
    claim.of(heal7.reserved, { by: 'reserved', percent: '40%', term: unstated }),
  ),
  says('document.md:252', claim.of(heal7.production, { purchase: 'reserved' })),
  says(
    'document.md:253',
    claim.of(heal7.staging, {
      off: { when: ['nights', 'weekends'], hoursPerWeek: unstated, zone: unstated },
    }),
  ),
  says('document.md:253', claim.of(heal7.shutdown, { by: 'shutdown' })),
  says('document.md:254', claim.of(heal7.cloudflare, { saves: '80%', caches: unstated })),
  says('document.md:254', claim.of(heal7.cdnCache, { by: 'cdn-cache', percent: '80%' })),
  says('document.md:255', claim.cost('development', { low: '$500', high: '$500' })),
  says('document.md:255', claim.cost('staging', { low: '$800', high: '$800' })),
  says('document.md:255', claim.cost('production', { low: '$3000', high: '$3000' })),
  says('document.md:255', claim.cost('total', { low: '$4300', high: '$4300' })),
  says(
    'document.md:259',
    claim.plan({ zeroDowntime: true, availability: '99.9%', recovery: unstated }),
  ),
  says('document.md:259', claim.of(heal7.production, { mtls: true })),
  says(
    'document.md:260',
    claim.none({
      en: 'The phases of a road map: when it is built, not what is built.',
      ko: '로드맵의 단계다. 무엇이 아니라 언제 만드는지를 말한다.',
    }),
  ),
  says(
    'document.md:261',
    claim.plan({
      document: {
        changed: '2025-08-23',
        review: '2025-09-23',
        owner: 'HEAL7 DevOps Team',
        approvers: ['CTO', 'Lead Developer'],
      },
    }),
  ),
];

// Lines on performance, capacity and cost: kept, or departed from with the reason.
import { claim, says } from 'hanok';
import * as way from './hanok.delivery.ts';
import * as heal7 from './hanok.parts.ts';
import * as store from './hanok.stores.ts';

const { web, api, mesh } = heal7;
const { database, cache } = store;
const sized = claim.otherwise({
  en: 'One size: the instance that the clouds section creates, which the forecast fits.',
  ko: '크기는 하나다. 클라우드 절에서 만드는 인스턴스이며 예측에 맞는다.',
});
const priced = claim.otherwise({
  en: 'The list price of what is planned is higher, so the budget is.',
  ko: '계획한 것의 정가가 더 높아 예산도 높다.',
});

export const capacity = [
  says('document.md:211', claim.plan({ latency: { p95: '500 ms' } })),
  says(
    'document.md:212',
    claim.otherwise({
      en: '20 web replicas of 100 rps end at 2,000 rps, 17 times the peak that is forecast.',
      ko: '100 rps짜리 웹 복제본 20개의 상한은 2,000 rps이며 예측한 피크의 17배다.',
    }),
  ),
  says('document.md:213', claim.plan({ availability: '99.9%' })),
  says('document.md:214', claim.plan({ zeroDowntime: true })),
  says(
    'document.md:214',
    claim.otherwise({
      en: 'The canary alone is watched for 10 minutes, so a deploy takes up to 30.',
      ko: 'Canary만 10분을 지켜보므로 배포는 30분까지 걸린다.',
    }),
  ),
  says('document.md:216', claim.of(mesh, { compresses: true })),
  says('document.md:218', claim.of(mesh, { keepAlive: '30 s' })),
  says('document.md:219', claim.route(mesh, '/', { limit: { rate: '1000/s' } })),
  says('document.md:219', claim.route(mesh, '/api/', { limit: { rate: '100/s' } })),
  says(
    'document.md:219',
    claim.otherwise({
      en: 'Behind Cloudflare an address is Cloudflare’s own, so clients are counted.',
      ko: 'Cloudflare 뒤에서는 주소가 Cloudflare의 것이라 클라이언트를 센다.',
    }),
  ),
  says('document.md:220', claim.of(mesh, { calls: [api], ejectAfter: 3 })),
  says(
    'document.md:220',
    claim.otherwise({
      en: 'The gateway finds the replicas that exist; three fixed names do not scale from 2 to 15.',
      ko: 'Gateway는 있는 복제본을 찾는다. 고정된 세 이름은 2에서 15로 늘지 못한다.',
    }),
  ),
  says('document.md:224', claim.of(database, { maxConnections: 200 })),
  says('document.md:225', claim.of(database, { extensions: ['pg_stat_statements'] })),
  says(
    'document.md:226',
    claim.of(database, { memory: { workMem: '16 MB', maintenanceWorkMem: '512 MB' } }),
  ),
  says(
    'document.md:226',
    claim.otherwise({
      en: 'Shared buffers are 8 GB and the effective cache 24 GB: a quarter and three quarters of 32.',
      ko: 'shared buffers는 8 GB, effective cache는 24 GB다. 32 GB의 4분의 1과 4분의 3이다.',
    }),
  ),
  says('document.md:227', claim.of(database, { holds: ['personal'] })),
  says(
    'document.md:229',
    claim.otherwise({
      en: 'Partitions are made ahead by themselves; the only one ended on 2026-01-01.',
      ko: '파티션을 미리 저절로 만든다. 하나뿐이던 것은 2026-01-01에 끝났다.',
    }),
  ),
  says('document.md:234', claim.traffic({ from: '2025-08', dailyUsers: 1_000, pageViews: 50_000 })),
  says(
    'document.md:235',
    claim.traffic({ from: '2026-02', dailyUsers: 10_000, pageViews: 500_000 }),
  ),
  says(
    'document.md:236',
    claim.traffic({ from: '2026-08', dailyUsers: 50_000, pageViews: 2_500_000 }),
  ),
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
    }),
  ),
  says('document.md:240', sized),
  says(
    'document.md:241',
    claim.of(database, {
      readers: { count: 2, instance: 'db.r6g.xlarge', size: { cpu: 4, memory: '32 GB' } },
    }),
  ),
  says(
    'document.md:242',
    claim.otherwise({
      en: 'All pools together keep 175 connections, so that operators find one when it matters.',
      ko: '연결 풀을 모두 합쳐 175개만 쓴다. 그래야 급할 때 운영자 몫이 남는다.',
    }),
  ),
  says('document.md:243', claim.of(cache, { nodes: 3 })),
  says(
    'document.md:243',
    claim.otherwise({
      en: 'A cache.r6g.large has 13 GiB to use, not 16 GB.',
      ko: 'cache.r6g.large에서 쓸 수 있는 것은 16 GB가 아니라 13 GiB다.',
    }),
  ),
  says('document.md:244', claim.of(cache, { hitRatio: '95%' })),
  says('document.md:245', sized),
  says(
    'document.md:246',
    claim.of(store.files, { managed: 's3', storageClass: 'INTELLIGENT_TIERING' }),
  ),
  says('document.md:247', claim.plan({ logs: { keep: '90 d', compressed: true } })),
  says(
    'document.md:251',
    claim.otherwise({
      en: 'Local development costs nothing, and Spot makes the nodes of staging half as dear, no store.',
      ko: '로컬 개발은 비용이 없다. Spot은 staging의 노드를 반값으로 낮출 뿐 저장소는 아니다.',
    }),
  ),
  says(
    'document.md:252',
    claim.otherwise({
      en: 'One year reserved takes 34 % off the database and the cache, and nothing off the rest.',
      ko: '1년 예약은 데이터베이스와 캐시를 34% 낮추고 나머지는 낮추지 않는다.',
    }),
  ),
  says('document.md:253', claim.of(way.staging, { off: { when: ['nights', 'weekends'] } })),
  says('document.md:254', claim.of(heal7.cloudflare, { saves: '80%' })),
  says('document.md:254', claim.of(way.cdnCache, { percent: '80%' })),
  says('document.md:255', priced),
  says('document.md:259', claim.plan({ zeroDowntime: true, availability: '99.9%' })),
  says('document.md:259', claim.of(way.production, { mtls: true })),
  says(
    'document.md:261',
    claim.plan({ document: { owner: 'HEAL7 DevOps Team', approvers: ['CTO', 'Lead Developer'] } }),
  ),
];

// Lines 7 to 73 of the document: the ones that still hold, and why the plan departs from the others.
import { claim, says } from 'hanok';
import { databaseSubnet, privateSubnet, publicSubnet, reserved } from './hanok.operations.ts';
import { alb, api, cloudfront, web } from './hanok.parts.ts';
import { aiProvider, cache, conversions, database, sessions, tokyo } from './hanok.stores.ts';

const departs = (en: string, ko: string) => claim.otherwise({ en, ko });
const oneStrategy = departs(
  'A service has one strategy; a judged canary of 10, 50 and 100 % is the one that can take a release back.',
  '서비스의 배포 전략은 하나다. 릴리스를 되돌릴 수 있는 것은 판정하는 10, 50, 100 % 카나리다.',
);
const filled = departs(
  'The document leaves the value open, and the plan says it.',
  '문서가 비워 둔 값을 계획이 말한다.',
);

export const built = [
  says('document.md:7', claim.of(tokyo, { provider: 'aws' })),
  says(
    'document.md:8',
    departs(
      'No path through several services reaches the 99.99 % of one of them; the plan promises 99.9 %.',
      '여러 서비스를 지나는 경로는 그중 하나의 99.99 %에 이르지 못한다. 계획은 99.9 %를 약속한다.',
    ),
  ),
  says('document.md:11', claim.of(reserved, { by: 'reserved' })),
  says(
    'document.md:16',
    claim.of(cloudfront, { kind: 'cdn', managed: 'cloudfront', calls: [alb] }),
  ),
  says(
    'document.md:17',
    claim.of(alb, { kind: 'gateway', managed: 'alb', tls: { inside: false } }),
  ),
  says('document.md:18', claim.of(alb, { calls: [web, api] })),
  says(
    'document.md:19',
    departs(
      'Only the API reaches the database, as its security group says, and two replicas let one be lost.',
      '보안 그룹이 말하는 대로 API만 데이터베이스에 닿고, 복제본이 둘이라 하나를 잃어도 된다.',
    ),
  ),
  says(
    'document.md:20',
    departs(
      'A database calls no cache, and nothing goes out from its tier: the API uses both.',
      '데이터베이스는 캐시를 부르지 않고 그 계층에서 나가는 것도 없다. 둘 다 API가 쓴다.',
    ),
  ),
  says('document.md:24', claim.of(web, { kind: 'service', managed: 'fargate' })),
  says('document.md:25', claim.of(web, { replicas: { min: 2 } })),
  says('document.md:26', claim.of(web, { size: { cpu: 1 } })),
  says('document.md:27', claim.of(web, { size: { memory: '2 GiB' } })),
  says('document.md:28', claim.of(web, { replicas: { min: 2, max: 10 } })),
  says('document.md:29', claim.of(web, { health: { live: '/api/health' } })),
  says('document.md:30', oneStrategy),
  says('document.md:31', oneStrategy),
  says('document.md:32', claim.of(web, { objective: { zeroDowntime: true } })),
  says(
    'document.md:36',
    claim.of(api, { kind: 'service', managed: 'fargate', runtime: ['fastapi'] }),
  ),
  says('document.md:37', claim.of(api, { replicas: { min: 3 } })),
  says('document.md:38', claim.of(api, { size: { cpu: 2 } })),
  says('document.md:39', claim.of(api, { size: { memory: '4 GiB' } })),
  says('document.md:40', claim.of(api, { replicas: { min: 3, max: 20 } })),
  says('document.md:41', claim.of(api, { health: { live: '/api/v1/health' } })),
  says('document.md:42', claim.of(api, { asynchronous: true })),
  says('document.md:43', filled),
  says('document.md:44', filled),
  says(
    'document.md:48',
    departs(
      'PostgreSQL 14 lost its support on 2026-11-12; the plan takes 18.',
      'PostgreSQL 14 지원은 2026-11-12에 끝났다. 계획은 18을 쓴다.',
    ),
  ),
  says('document.md:49', claim.of(database, { instance: 'db.r6g.large' })),
  says('document.md:50', claim.of(database, { storage: '200 GiB', storageType: 'gp3' })),
  says('document.md:51', claim.of(database, { backup: { keep: '7 d' } })),
  says('document.md:52', claim.of(database, { failover: true })),
  says(
    'document.md:53',
    departs(
      'RDS has no db.r6g.medium; db.r6g.large is its smallest.',
      'RDS에는 db.r6g.medium이 없다. 가장 작은 것이 db.r6g.large다.',
    ),
  ),
  says('document.md:54', filled),
  says(
    'document.md:55',
    departs(
      'RDS for PostgreSQL adds no replica by itself; two stand from the start.',
      'RDS PostgreSQL은 복제본을 스스로 늘리지 않는다. 처음부터 둘을 둔다.',
    ),
  ),
  says('document.md:56', claim.of(cache, { kind: 'redis', managed: 'elasticache' })),
  says('document.md:57', claim.of(cache, { instance: 'cache.r6g.large' })),
  says('document.md:58', claim.of(cache, { nodes: 3, failover: true })),
  says(
    'document.md:59',
    departs(
      'Sessions have a Redis of their own that evicts nothing; this one keeps what can be made again.',
      '세션은 아무것도 내쫓지 않는 별도의 Redis에 둔다. 이 Redis에는 다시 만들 수 있는 것만 둔다.',
    ),
  ),
  says('document.md:63', claim.of(privateSubnet, { access: 'private', parts: [web, api] })),
  says('document.md:64', claim.of(publicSubnet, { access: 'public', parts: [alb] })),
  says('document.md:65', claim.of(databaseSubnet, { access: 'isolated' })),
  says('document.md:66', claim.plan({ network: { nat: true } })),
  says(
    'document.md:67',
    departs(
      'TLS ends at the load balancer and Next.js listens on 3000, so 3000 is the port that opens.',
      'TLS는 로드 밸런서에서 끝나고 Next.js는 3000에서 듣는다. 그래서 여는 포트는 3000이다.',
    ),
  ),
  says(
    'document.md:68',
    departs(
      '“Restricted” is no rule: the web tier reaches the API and nothing else.',
      '“제한”은 규칙이 아니다. Web 계층은 API에만 닿는다.',
    ),
  ),
  says(
    'document.md:69',
    departs(
      'The load balancer reaches 8000 as well, for the API’s traffic and its health checks.',
      'API 트래픽과 헬스체크를 위해 로드 밸런서도 8000에 닿는다.',
    ),
  ),
  says(
    'document.md:70',
    claim.of(api, { reaches: [database, cache, sessions, conversions, aiProvider] }),
  ),
  says('document.md:71', claim.of(database, { port: 5432, admits: [{ from: api, port: 5432 }] })),
  says('document.md:72', claim.of(database, { reaches: ['none'] })),
  says('document.md:76', claim.of(api, { authenticates: ['jwt'] })),
  says('document.md:77', claim.of(api, { tokens: { access: '1 h' } })),
  says('document.md:78', claim.of(api, { tokens: { refresh: '30 d' } })),
  says(
    'document.md:79',
    departs(
      'The blacklist is in the database: what Redis evicts would let a revoked user in again.',
      '블랙리스트는 데이터베이스에 둔다. Redis가 내쫓으면 취소된 사용자가 다시 들어온다.',
    ),
  ),
  says('document.md:80', claim.route(alb, '/api/v1', { limit: { rate: '100/min' } })),
  says('document.md:81', claim.of(api, { authenticates: ['api-key'] })),
  says('document.md:82', claim.of(api, { protects: ['cors'] })),
  says('document.md:83', claim.of(api, { protects: ['sql-injection'] })),
];

// Lines 77 to 178 of the document: the ones that still hold, and why the plan departs from the others.
import { canary, claim, daily, ecs, says, weekly } from 'hanok';
import {
  cpuAlarm,
  deployDevelopment,
  deployStaging,
  development,
  endToEnd,
  imageBuild,
  imagePush,
  integrationTests,
  memoryAlarm,
  performance,
  production,
  quality,
  reserved,
  rollBack,
  scan,
  spot,
  testDevelopment,
  unitTests,
} from './hanok.operations.ts';
import { alb, api, cloudfront, web } from './hanok.parts.ts';
import { cache, database, logSearch, osaka } from './hanok.stores.ts';

const departs = (en: string, ko: string) => claim.otherwise({ en, ko });
const oneStrategy = departs(
  'A judged canary of 10, 50 and 100 % is the one strategy: it can take a release back.',
  '판정하는 10, 50, 100 % 카나리만 쓴다. 릴리스를 되돌릴 수 있기 때문이다.',
);
const oneWatcher = departs(
  'DataDog it is: a choice left open can be neither set up nor priced.',
  'DataDog으로 정했다. 열어 둔 선택은 설치할 수도 값을 매길 수도 없다.',
);
const filled = departs(
  'The document leaves the value open, and the plan says it.',
  '문서가 비워 둔 값을 계획이 말한다.',
);
const listPrice = (en: string, ko: string) =>
  departs(`List price in Tokyo: ${en}.`, `도쿄 정가로 ${ko}.`);

export const keptRunning = [
  says('document.md:87', claim.plan({ monitoring: { metrics: ['cloudwatch'] } })),
  says('document.md:88', claim.plan({ monitoring: { measures: ['response-time'] } })),
  says('document.md:89', claim.plan({ monitoring: { measures: ['errors'] } })),
  says('document.md:90', claim.plan({ monitoring: { measures: ['active-users'] } })),
  says('document.md:91', claim.of(cpuAlarm, { cpuAbove: '80%' })),
  says('document.md:92', claim.of(memoryAlarm, { memoryAbove: '85%' })),
  says(
    'document.md:93',
    departs(
      'An availability of 99.9 % allows 0.1 % errors; an alarm at 5 % would come 50 × too late.',
      '가용성 99.9 %가 허용하는 오류는 0.1 %다. 5 % 알람은 50배 늦다.',
    ),
  ),
  says(
    'document.md:94',
    departs(
      'Pages are to take 2 s, the API 1 s and a conversion 30 s: each has an alarm at its own objective.',
      '페이지는 2초, API는 1초, 변환은 30초가 목표다. 저마다 제 목표에 알람을 둔다.',
    ),
  ),
  says('document.md:95', oneWatcher),
  says('document.md:96', claim.plan({ monitoring: { traces: ['datadog'] } })),
  says('document.md:97', claim.plan({ monitoring: { dashboards: ['datadog'] } })),
  says('document.md:98', oneWatcher),
  says('document.md:99', oneWatcher),
  says('document.md:103', claim.plan({ logs: { to: 'cloudwatch-logs' } })),
  says('document.md:104', claim.plan({ logs: { format: 'json' } })),
  says('document.md:105', claim.plan({ logs: { keep: '30 d' } })),
  says('document.md:106', claim.plan({ goal: 'ERROR: a system error' })),
  says('document.md:107', claim.plan({ goal: 'WARN: a warning of business logic' })),
  says('document.md:108', claim.plan({ goal: 'INFO: user activity' })),
  says('document.md:109', claim.of(development, { debug: true })),
  says('document.md:109', claim.of(production, { debug: false })),
  says(
    'document.md:110',
    departs(
      'Amazon Elasticsearch has been Amazon OpenSearch Service since 2021; the plan takes that, sized.',
      'Amazon Elasticsearch는 2021년에 Amazon OpenSearch Service가 되었다. 계획은 그것을 크기와 함께 쓴다.',
    ),
  ),
  says('document.md:111', claim.of(logSearch, { kind: 'search' })),
  says('document.md:112', filled),
  says('document.md:116', claim.plan({ pipeline: { source: 'github' } })),
  says('document.md:117', claim.plan({ pipeline: { branch: { protected: true } } })),
  says('document.md:118', claim.plan({ pipeline: { branch: { reviews: 1 } } })),
  says('document.md:119', claim.of(quality, { does: 'check', with: ['eslint', 'pylint'] })),
  says('document.md:120', claim.of(scan, { does: 'scan', with: ['snyk', 'codeql'] })),
  says('document.md:121', claim.of(unitTests, { does: 'test' })),
  says('document.md:122', claim.of(integrationTests, { does: 'test' })),
  says('document.md:123', claim.of(imageBuild, { does: 'build', with: ['docker'] })),
  says('document.md:124', claim.of(imagePush, { does: 'publish', with: ['ecr'] })),
  says(
    'document.md:128',
    claim.of(deployDevelopment, { to: 'development', on: ['main'], approval: 0 }),
  ),
  says(
    'document.md:129',
    claim.of(testDevelopment, { to: 'development', after: ['deploy-development'] }),
  ),
  says('document.md:130', claim.of(deployStaging, { to: 'staging', approval: 1 })),
  says(
    'document.md:131',
    claim.of(endToEnd, { to: 'staging', after: ['deploy-staging'], with: ['e2e'] }),
  ),
  says('document.md:132', claim.of(performance, { to: 'staging', after: ['deploy-staging'] })),
  says('document.md:133', oneStrategy),
  says('document.md:134', claim.of(web, { rollout: canary({ weights: [10, 50] }) })),
  says('document.md:134', claim.of(api, { rollout: canary({ weights: [10, 50] }) })),
  says('document.md:135', claim.of(rollBack, { does: 'rollback', to: 'production' })),
  says(
    'document.md:139',
    listPrice(
      '$360 at the minimum of tasks and $2,249 at the maximum',
      '태스크가 가장 적을 때 $360, 가장 많을 때 $2,249다',
    ),
  ),
  says(
    'document.md:140',
    listPrice(
      'about $900 with a standby and two replicas',
      '대기 하나와 복제본 둘을 합쳐 약 $900이다',
    ),
  ),
  says(
    'document.md:141',
    listPrice('$541 for the three nodes of the cache alone', '캐시 노드 세 개만으로 $541이다'),
  ),
  says(
    'document.md:142',
    claim.cost('cloudfront', { low: '$50', high: '$100', covers: [cloudfront] }),
  ),
  says(
    'document.md:143',
    listPrice(
      'about $2,060 a month for these four at their minimum',
      '이 네 가지의 최소 구성만 월 약 $2,060이다',
    ),
  ),
  says('document.md:144', claim.of(reserved, { percent: '30%', term: '1 year' })),
  says('document.md:145', claim.of(spot, { by: 'spot' })),
  says('document.md:145', claim.of(development, { purchase: 'spot' })),
  says('document.md:146', filled),
  says('document.md:147', claim.plan({ monitoring: { measures: ['cost'] } })),
  says('document.md:151', claim.of(database, { backup: { full: daily('02:00') } })),
  says('document.md:152', claim.of(database, { backup: { snapshot: weekly() } })),
  says(
    'document.md:153',
    claim.of(database, { backup: { crossRegion: 'required', copyTo: osaka } }),
  ),
  says('document.md:154', claim.of(database, { objective: { recovery: { time: '15 min' } } })),
  says('document.md:155', claim.of(web, { image: { registry: 'ecr' } })),
  says('document.md:155', claim.of(api, { image: { registry: 'ecr' } })),
  says('document.md:156', claim.of(production, { secretStore: 'aws-parameter-store' })),
  says(
    'document.md:157',
    departs(
      'The source is no copy of itself: it is mirrored to another host.',
      '원본은 스스로의 사본이 되지 못한다. 다른 곳에 미러를 둔다.',
    ),
  ),
  says('document.md:158', claim.plan({ recovery: { time: '30 min' } })),
  says('document.md:159', claim.plan({ recovery: { point: '1 h' } })),
  says('document.md:160', claim.of(production, { standby: ecs(osaka) })),
  says('document.md:164', claim.route(alb, '/', { objective: { p95: '2 s' } })),
  says('document.md:165', claim.route(alb, '/api/v1', { objective: { p95: '1 s' } })),
  says('document.md:166', claim.route(alb, '/api/v1/conversions', { objective: { p95: '30 s' } })),
  says('document.md:167', claim.plan({ availability: '99.9%' })),
  says('document.md:168', claim.of(cloudfront, { nature: 'global' })),
  says('document.md:169', claim.of(cloudfront, { caches: ['static'] })),
  says('document.md:170', claim.of(cloudfront, { compresses: true })),
  says('document.md:173', filled),
  says('document.md:174', claim.of(cache, { keeps: ['cache'] })),
  says(
    'document.md:175',
    departs(
      'Redis keeps the answers; a shared cache at the edge could give one user’s answer to another.',
      '응답은 Redis에 둔다. 가장자리의 공유 캐시는 한 사용자의 응답을 다른 사용자에게 줄 수 있다.',
    ),
  ),
  says(
    'document.md:176',
    departs('Sessions are managed in a Redis of their own.', '세션은 별도의 Redis에서 관리한다.'),
  ),
];

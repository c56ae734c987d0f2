// Lines on clouds, traffic, monitoring and security: kept, or departed from with the reason.
import { claim, daily, says, weekly } from 'hanok';
import * as way from './hanok.delivery.ts';
import * as heal7 from './hanok.parts.ts';
import * as store from './hanok.stores.ts';

const { web, api } = heal7;
const { database, cache, logs, seoulAws, seoulGcp } = store;
const privateOnly = claim.otherwise({
  en: 'The control plane answers on a private address only; operators come in through SSM.',
  ko: 'Control plane은 private 주소로만 답하고, 운영자는 SSM으로 들어온다.',
});
const noReplicaThere = claim.otherwise({
  en: 'Cloud SQL cannot follow RDS, and a replica has no backup of its own: a copy of the backup is there.',
  ko: 'Cloud SQL은 RDS를 따를 수 없고 복제본에는 제 백업이 없다. 그 대신 백업의 사본을 둔다.',
});
const fromLinks = claim.otherwise({
  en: 'Who may call whom, and on which port, is derived from the links, name lookup included.',
  ko: '누가 누구를 어느 포트로 부르는지는 연결에서 만들어 내며 이름 조회도 들어간다.',
});

export const run = [
  says('document.md:140', claim.of(seoulAws, { region: 'ap-northeast-2' })),
  says(
    'document.md:141',
    claim.placed(way.production, seoulAws, { engine: 'eks', cluster: 'heal7-production' }),
  ),
  says(
    'document.md:141',
    claim.otherwise({
      en: 'Kubernetes 1.28 has no support any more; 1.36 has.',
      ko: '쿠버네티스 1.28은 지원이 끝났고 1.36은 지원된다.',
    }),
  ),
  says('document.md:142', claim.of(way.privateA, { access: 'private' })),
  says('document.md:142', claim.of(way.privateC, { access: 'private' })),
  says('document.md:142', claim.of(way.publicA, { access: 'public' })),
  says('document.md:142', claim.of(way.publicC, { access: 'public' })),
  says('document.md:143', privateOnly),
  says('document.md:145', claim.of(database, { managed: 'rds' })),
  says(
    'document.md:145',
    claim.otherwise({
      en: 'PostgreSQL 17 instead of 15.4: years of support and of fixes more.',
      ko: '15.4 대신 17을 쓴다. 지원 기간이 더 길고 고쳐진 것도 많다.',
    }),
  ),
  says('document.md:146', claim.of(database, { instance: 'db.r6g.xlarge' })),
  says(
    'document.md:147',
    claim.of(database, { storage: '1000 GB', storageType: 'gp3', maxStorage: '5000 GB' }),
  ),
  says('document.md:148', claim.of(database, { encrypted: true })),
  says(
    'document.md:149',
    claim.otherwise({
      en: 'The password is a secret of the secret store and rotates; a variable would rest in the state file.',
      ko: '비밀번호는 비밀 저장소에 두고 바꾼다. 변수로 넘기면 state 파일에 남는다.',
    }),
  ),
  says('document.md:150', claim.of(database, { reachableFrom: 'links' })),
  says('document.md:151', claim.of(database, { backup: { keep: '7 d' } })),
  says('document.md:152', claim.of(database, { backupWindow: daily('03:00') })),
  says('document.md:153', claim.of(database, { maintenanceWindow: weekly('sunday', '04:00') })),
  says('document.md:154', claim.of(database, { insights: true })),
  says('document.md:155', claim.of(cache, { managed: 'elasticache', port: 6379 })),
  says('document.md:156', claim.of(cache, { instance: 'cache.r6g.large' })),
  says('document.md:157', claim.of(cache, { nodes: 3, failover: true })),
  says(
    'document.md:158',
    claim.of(cache, { encrypted: true, encryptedInTransit: true, authenticated: true }),
  ),
  says('document.md:162', claim.of(seoulGcp, { region: 'asia-northeast3' })),
  says(
    'document.md:163',
    claim.placed(way.production, seoulGcp, { engine: 'gke', cluster: 'heal7-secondary' }),
  ),
  says(
    'document.md:163',
    claim.otherwise({
      en: 'Two node pools stand there, one with GPUs: without any nothing can be scheduled.',
      ko: 'GPU가 있는 것까지 node pool 둘을 둔다. 하나도 없으면 아무것도 올릴 수 없다.',
    }),
  ),
  says('document.md:164', claim.of(way.privateGcp, { access: 'private' })),
  says('document.md:165', claim.placed(way.production, seoulGcp, { privateNodes: true })),
  says('document.md:165', privateOnly),
  says('document.md:167-171', noReplicaThere),
  says('document.md:175', claim.placed(way.production, seoulAws, { weight: 70 })),
  says('document.md:175', claim.placed(way.production, seoulGcp, { weight: 30 })),
  says('document.md:176', claim.of(way.production, { steer: { healthPath: '/health' } })),
  says('document.md:177', claim.of(way.production, { steer: { healthPath: '/health' } })),
  says('document.md:178', claim.of(way.production, { steer: { default: seoulAws } })),
  says(
    'document.md:178',
    claim.otherwise({
      en: 'The weights decide: steering every country to one cloud would leave them nothing to divide.',
      ko: '가중치로 정한다. 나라마다 한 클라우드로 보내면 가중치가 나눌 것이 없다.',
    }),
  ),
  says('document.md:182', claim.plan({ monitoring: { metrics: ['prometheus'], every: '15 s' } })),
  says('document.md:184', claim.plan({ monitoring: { watches: [web] } })),
  says('document.md:185', claim.plan({ monitoring: { watches: [api] } })),
  says('document.md:186', claim.plan({ monitors: ['alertmanager'] })),
  says('document.md:187', claim.of(way.highErrorRate, { for: '5 min', severity: 'critical' })),
  says(
    'document.md:187',
    claim.otherwise({
      en: 'The alert fires at a share of 0.1 %, what 99.9 % allows; 0.05 failures a second is no share.',
      ko: '99.9%가 허용하는 0.1%에서 울린다. 초당 실패 0.05번은 비율이 아니다.',
    }),
  ),
  says(
    'document.md:188',
    claim.of(way.podCrashLooping, {
      restartsAbove: 5,
      within: '1 h',
      for: '10 min',
      severity: 'warning',
    }),
  ),
  says(
    'document.md:189',
    claim.of(way.databaseConnectionHigh, { of: database, for: '5 min', severity: 'warning' }),
  ),
  says(
    'document.md:189',
    claim.otherwise({
      en: 'At full scale the pools hold 175 connections, so 80 would be reached every busy day.',
      ko: '최대로 늘면 연결 풀이 175개를 쓰므로 80은 바쁜 날마다 넘는다.',
    }),
  ),
  says('document.md:193', claim.of(logs, { kind: 'search', nodes: 3 })),
  says(
    'document.md:194',
    claim.otherwise({
      en: 'Elasticsearch 8.10 has no support any more; 9.4 has.',
      ko: 'Elasticsearch 8.10은 지원이 끝났고 9.4는 지원된다.',
    }),
  ),
  says(
    'document.md:195',
    claim.otherwise({
      en: 'Three nodes form one cluster, and half of the memory is heap.',
      ko: '노드 셋이 클러스터 하나를 이루고 메모리의 절반을 heap으로 쓴다.',
    }),
  ),
  says('document.md:196', claim.of(logs, { memory: '8 GiB' })),
  says('document.md:197', claim.of(logs, { storage: '100 GiB' })),
  says('document.md:201', claim.plan({ nature: 'default-deny' })),
  says('document.md:202', fromLinks),
  says('document.md:203', fromLinks),
  says('document.md:204', claim.of(way.production, { mtls: true })),
  says('document.md:205', fromLinks),
  says('document.md:206', claim.of(way.production, { secretStore: 'aws-secrets-manager' })),
  says('document.md:207', claim.outside('heal7-database-secret', { managed: 'external-secrets' })),
];

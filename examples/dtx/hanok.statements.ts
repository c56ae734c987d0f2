// The document's lines that still hold, and those the plan departs from with the reason.
import { canary, claim, daily, every, says, weekly } from 'hanok';
import * as way from './hanok.delivery.ts';
import * as dtx from './hanok.parts.ts';

const germany = claim.otherwise({
  en: 'Germany means two regions: what protects Frankfurt against its own loss is copied to Berlin.',
  ko: '독일 안의 두 리전을 쓴다. 프랑크푸르트를 잃을 때를 위한 사본은 베를린에 둔다.',
});
const oneStrategy = claim.otherwise({
  en: 'One strategy for every service, a judged canary; three without an owner are none.',
  ko: '모든 서비스에 판정하는 canary 하나만 쓴다. 맡은 서비스가 없는 세 전략은 전략이 아니다.',
});
const everywhere = claim.otherwise({
  en: 'The check blocks in every environment, so that a mistyped name cannot open it.',
  ko: '검사는 모든 환경에서 막는다. 이름을 잘못 적어도 열리지 않는다.',
});
const beforehand = claim.otherwise({
  en: 'The plan is checked before anything exists; what runs is compared by inventory, not by five commands.',
  ko: '무엇이든 생기기 전에 계획을 검사한다. 돌아가는 것은 명령 다섯이 아니라 목록으로 견준다.',
});

export const statements = [
  says('document.md:7', germany),
  says('document.md:7', claim.plan({ profiles: ['diga', 'gdpr'] })),
  says('document.md:11', claim.of(dtx.balancer, { calls: [dtx.apiGateway] })),
  says('document.md:12', claim.of(dtx.apiGateway, { calls: [dtx.userService] })),
  says('document.md:13', claim.of(dtx.apiGateway, { calls: [dtx.timeMachine] })),
  says('document.md:14', claim.of(dtx.database, { kind: 'postgres', readers: { count: 2 } })),
  says(
    'document.md:15',
    claim.otherwise({
      en: 'A cluster of 3 primaries with a replica each has 6 nodes, not the 3 drawn.',
      ko: '복제본을 하나씩 둔 primary 3대의 클러스터는 그림의 3대가 아니라 노드 6대다.',
    }),
  ),
  says('document.md:16', claim.of(dtx.bigquery, { managed: 'bigquery', dataset: 'de' })),
  says('document.md:17', claim.of(dtx.firestore, { managed: 'firestore', on: [dtx.frankfurt] })),
  says('document.md:18', claim.of(dtx.userService, { calls: [dtx.database] })),
  says('document.md:19', claim.of(dtx.timeMachine, { calls: [dtx.cache] })),
  says(
    'document.md:20',
    claim.otherwise({
      en: 'Instances of one service are alike: each uses BigQuery and Firestore.',
      ko: '한 서비스의 인스턴스는 서로 같다. 저마다 BigQuery와 Firestore를 쓴다.',
    }),
  ),
  says(
    'document.md:24',
    claim.otherwise({
      en: 'GKE manages its control plane: nobody counts its nodes.',
      ko: 'GKE의 control plane은 관리형이라 노드를 세지 않는다.',
    }),
  ),
  says(
    'document.md:25',
    claim.otherwise({
      en: '6 nodes, 2 in each of 3 zones: 5 cannot be spread evenly.',
      ko: '세 존에 2대씩 6대를 둔다. 5대는 고르게 나눌 수 없다.',
    }),
  ),
  says('document.md:26', claim.of(dtx.apiGateway, { replicas: { min: 2, max: 4 } })),
  says('document.md:27', claim.of(dtx.userService, { replicas: { min: 3, max: 6 } })),
  says('document.md:28', claim.of(dtx.timeMachine, { replicas: { min: 2, max: 4 } })),
  says('document.md:29', claim.placed(way.production, dtx.frankfurt, { engine: 'gke' })),
  says('document.md:29', claim.of(dtx.frankfurt, { region: 'europe-west3' })),
  says(
    'document.md:30',
    claim.of(dtx.frankfurt, {
      zones: 3,
      zoneIds: ['europe-west3-a', 'europe-west3-b', 'europe-west3-c'],
    }),
  ),
  says('document.md:34', claim.of(dtx.database, { kind: 'postgres' })),
  says('document.md:35', claim.of(dtx.database, { readers: { count: 2 } })),
  says('document.md:36', claim.of(dtx.database, { on: [dtx.frankfurt] })),
  says('document.md:37', claim.of(dtx.database, { backup: { full: daily() } })),
  says(
    'document.md:38',
    claim.otherwise({
      en: 'An hour is 12 times the recovery point, so every commit is archived as it happens.',
      ko: '한 시간은 복구 시점 목표의 12배라서 커밋마다 바로 보관한다.',
    }),
  ),
  says('document.md:39', claim.of(dtx.database, { backup: { keep: '30 d' } })),
  says('document.md:40', germany),
  says('document.md:44', claim.of(dtx.cache, { shards: 3 })),
  says('document.md:45', claim.of(dtx.cache, { replicas: 1 })),
  says('document.md:46', claim.of(dtx.cache, { on: [dtx.frankfurt] })),
  says(
    'document.md:47',
    claim.otherwise({
      en: '13 GB: no node of a Memorystore cluster has 16 GB.',
      ko: '13 GB다. Memorystore 클러스터에는 16 GB 노드가 없다.',
    }),
  ),
  says('document.md:48', claim.of(dtx.cache, { eviction: 'least-recent' })),
  says('document.md:52', claim.of(dtx.bigquery, { project: 'dtx-data' })),
  says('document.md:53', claim.of(dtx.bigquery, { dataset: 'de' })),
  says('document.md:54', claim.of(dtx.bigquery, { on: [dtx.frankfurt] })),
  says('document.md:55', claim.of(dtx.firestore, { mode: 'native' })),
  says('document.md:56', claim.of(dtx.firestore, { on: [dtx.frankfurt] })),
  says('document.md:57', claim.of(dtx.files, { managed: 'cloud-storage', on: [dtx.frankfurt] })),
  says('document.md:58', claim.of(dtx.files, { storageClass: 'STANDARD' })),
  says(
    'document.md:62',
    claim.otherwise({
      en: 'A pull request is built and tested before it reaches main; a push alone starts nothing.',
      ko: 'main에 들어오기 전에 pull request를 빌드하고 테스트한다. push만으로는 시작하지 않는다.',
    }),
  ),
  says('document.md:63', claim.of(way.test, { after: ['build'] })),
  says('document.md:64', claim.of(way.image, { after: ['test'] })),
  says('document.md:65', claim.of(way.quality, { after: ['image'] })),
  says('document.md:66', claim.of(way.verifyRegion, { after: ['quality'] })),
  says('document.md:67', claim.of(way.deployStaging, { to: 'staging', after: ['verify-region'] })),
  says('document.md:68', claim.of(way.testStaging, { to: 'staging', after: ['deploy-staging'] })),
  says('document.md:69', claim.of(way.verifyCompliance, { after: ['test-staging'] })),
  says(
    'document.md:70',
    claim.otherwise({
      en: 'Two people approve before production, and a rollback stands behind it.',
      ko: '운영 환경 앞에서 두 사람이 승인하고, 뒤에는 되돌리는 단계가 있다.',
    }),
  ),
  says('document.md:74', claim.plan({ zeroDowntime: true })),
  says('document.md:74', oneStrategy),
  says('document.md:75', oneStrategy),
  says('document.md:76', claim.of(dtx.userService, { rollout: canary({}) })),
  says(
    'document.md:77',
    claim.of(way.development, {
      residency: { in: ['europe-west3'], strength: 'mandatory', when: ['personal'] },
    }),
  ),
  says(
    'document.md:78',
    claim.of(way.staging, { residency: { in: ['europe-west3'], strength: 'recommended' } }),
  ),
  says('document.md:79', claim.of(way.production, { residency: { strength: 'mandatory' } })),
  says('document.md:84', germany),
  says('document.md:85-89', beforehand),
  says('document.md:91', everywhere),
  says(
    'document.md:92',
    claim.otherwise({
      en: 'The check covers every store, the keys, the nodes and the copies, and names belong to the project dtx.',
      ko: '검사는 모든 저장소와 키, 노드, 사본을 살피며 이름은 dtx 프로젝트의 것이다.',
    }),
  ),
  says('document.md:93', everywhere),
  says(
    'document.md:97',
    claim.plan({ monitoring: { metrics: ['prometheus'], dashboards: ['grafana'] } }),
  ),
  says('document.md:98', claim.plan({ goal: 'metrics of region compliance' })),
  says('document.md:99', claim.plan({ logs: { through: ['filebeat'] } })),
  says('document.md:100', claim.plan({ logs: { through: ['logstash'] } })),
  says('document.md:101', claim.plan({ logs: { to: dtx.logs, restsIn: 'europe-west3' } })),
  says('document.md:102', claim.plan({ logs: { through: ['kibana'] } })),
  says('document.md:103', claim.plan({ audit: { of: ['region-change'] } })),
  says('document.md:104', claim.plan({ audit: { of: ['data-access'] } })),
  says('document.md:105', claim.plan({ audit: { of: ['violation'] } })),
  says('document.md:106', claim.of(way.violation, { notify: [way.email, way.slack, way.sms] })),
  says('document.md:107', claim.of(way.violation, { severity: 'critical' })),
  says('document.md:108', claim.of(way.violation, { escalate: way.whenNobodyAnswers })),
  says('document.md:109', claim.of(way.violation, { compliance: true })),
  says('document.md:113', claim.plan({ nature: 'vpc' })),
  says('document.md:114', claim.of(way.publicSubnet, { access: 'public' })),
  says('document.md:114', claim.of(way.storesSubnet, { access: 'isolated' })),
  says(
    'document.md:115',
    claim.otherwise({
      en: 'Google Cloud has firewall rules, no security groups; they are derived from the links.',
      ko: 'Google Cloud에는 security group이 아니라 방화벽 규칙이 있고, 연결에서 만들어 낸다.',
    }),
  ),
  says('document.md:116', claim.of(dtx.balancer, { firewall: true })),
  says('document.md:117', claim.plan({ nature: 'iam' })),
  says('document.md:118', claim.plan({ nature: 'rbac' })),
  says('document.md:119', claim.plan({ nature: 'service-accounts' })),
  says('document.md:120', claim.route(dtx.balancer, '/', { allows: ['region'] })),
  says('document.md:121', claim.of(dtx.database, { encryptedInTransit: true })),
  says('document.md:122', claim.of(dtx.database, { encrypted: true })),
  says('document.md:122', claim.of(dtx.bigquery, { encrypted: true })),
  says('document.md:122', claim.of(dtx.firestore, { encrypted: true })),
  says('document.md:122', claim.of(dtx.files, { encrypted: true })),
  says('document.md:123', claim.of(dtx.keys, { managed: 'kms', on: [dtx.frankfurt] })),
  says('document.md:124', claim.of(dtx.database, { holds: ['personal'], pseudonymised: true })),
  says('document.md:125', claim.of(dtx.database, { backup: { crossRegion: 'restricted' } })),
  says('document.md:126', claim.of(dtx.database, { retention: '5 years', erasure: '30 d' })),
  says('document.md:127', claim.of(dtx.database, { accessAudited: true })),
  says(
    'document.md:131',
    claim.otherwise({
      en: 'Copies stay in Germany, as the first line demands, and not just in the EU.',
      ko: '첫 줄이 요구하듯 사본은 EU 안이 아니라 독일 안에 둔다.',
    }),
  ),
  says('document.md:132', claim.of(dtx.database, { backup: { crossRegion: 'restricted' } })),
  says(
    'document.md:133',
    claim.outside('configuration', {
      backup: {
        full: daily('04:00', 'Europe/Berlin'),
        keep: '90 d',
        copyTo: dtx.berlin,
        encrypted: true,
      },
    }),
  ),
  says('document.md:134', claim.of(dtx.logs, { backup: { full: daily() } })),
  says('document.md:135', claim.plan({ recovery: { time: '1 h' } })),
  says('document.md:136', claim.plan({ recovery: { point: '5 min' } })),
  says('document.md:137', claim.plan({ recoveryOrder: [dtx.keys, dtx.database] })),
  says('document.md:138', claim.plan({ rehearse: every('90 d') })),
  says('document.md:139', claim.of(way.violation, { compliance: true })),
  says('document.md:143', claim.of(dtx.userService, { replicas: { scaleOn: [{ cpu: 70 }] } })),
  says('document.md:145', claim.plan({ monitoring: { agents: ['node-exporter'] } })),
  says('document.md:146', claim.of(way.production, { residency: { strength: 'mandatory' } })),
  says('document.md:148', claim.of(way.violation, { escalate: way.whenNobodyAnswers })),
  says('document.md:150', claim.of(way.regionAudit, { every: weekly(), automatic: true })),
  says('document.md:151', claim.of(way.violation, { compliance: true })),
  says(
    'document.md:154',
    claim.otherwise({
      en: 'Another content is another version: this is 0.2.0.',
      ko: '내용이 다르면 버전도 다르다. 이 계획은 0.2.0이다.',
    }),
  ),
];

import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { routesInto } from '../../hops.ts';
import { defineRule } from '../../rule.ts';
import { isSaid, type Needed, reportUnsaid } from '../../said.ts';

const SERVERS = ['service', 'gateway', 'postgres', 'mysql', 'redis', 'search'];
const leadsTo =
  (...kinds: readonly string[]) =>
  (facts: FactBase, subject: string): boolean =>
    facts
      .of('to', subject)
      .some((fact) => kinds.includes(facts.first('kind', `parts.${fact.value}`)?.value ?? ''));
const isEntered = (facts: FactBase, subject: string): boolean =>
  routesInto(facts, subject).length > 0;

const NEEDS: readonly Needed[] = [
  {
    of: SERVERS,
    says: ['zones'],
    en: 'all of it may stand in one zone and be lost with it',
    ko: '모두 한 영역에 서 있다가 함께 잃을 수 있다.',
  },
  {
    of: ['postgres', 'mysql', 'redis', 'gateway'],
    says: ['failover', ['replicas', 'nodes']],
    en: 'nobody can tell how many may be lost before it stops',
    ko: '몇을 잃을 때까지 버티는지 알 수 없다.',
  },
  {
    of: ['postgres', 'mysql'],
    says: ['maxConnections', 'storage'],
    en: 'the limit that is met first at a peak is not known',
    ko: '피크 때 가장 먼저 닿는 한도를 모른다.',
  },
  {
    of: ['redis'],
    says: ['eviction', 'keeps'],
    en: 'whether a full cache forgets or refuses is left to a default',
    ko: '가득 찬 캐시가 잊을지 거절할지를 기본값이 정한다.',
  },
  {
    of: ['search'],
    says: ['nodes', 'memory', 'heap', 'storage', 'clustered'],
    en: 'a search cluster is sized by heap and disk, and fails by them',
    ko: '검색 클러스터는 heap과 디스크로 크기를 정하고, 그것 때문에 멈춘다.',
  },
  {
    of: ['bucket', 'warehouse', 'document-store', 'model-files'],
    says: ['storage'],
    en: 'neither the bill nor the time to read it back can be computed',
    ko: '요금도, 되돌려 읽는 데 걸리는 시간도 셈할 수 없다.',
  },
  {
    of: ['service'],
    says: ['replicas.min', 'replicas.max', 'size.cpu', 'size.memory'],
    en: 'neither its floor nor its ceiling is known',
    ko: '하한도 상한도 모른다.',
  },
  {
    of: ['service'],
    when: isEntered,
    says: ['handles'],
    en: 'how many replicas the promised throughput takes cannot be computed',
    ko: '약속한 처리율에 복제본이 몇 필요한지 셈할 수 없다.',
  },
  {
    of: ['links'],
    when: leadsTo('postgres', 'mysql'),
    says: ['pool', 'access'],
    en: 'the connections of all replicas together cannot be counted',
    ko: '복제본 전체가 쓰는 연결 수를 셀 수 없다.',
  },
  {
    of: ['links'],
    when: leadsTo(
      'redis',
      'bucket',
      'search',
      'queue',
      'warehouse',
      'document-store',
      'model-files',
    ),
    says: ['access'],
    en: 'the right to write is given to who may only need to read',
    ko: '읽기만 하면 되는 쪽에 쓸 권한까지 준다.',
  },
  {
    of: ['pools'],
    says: ['instance', 'min', 'max', 'counted'],
    en: 'how much room there is when everything is full cannot be said',
    ko: '모두 가득 찼을 때 자리가 얼마나 있는지 말할 수 없다.',
  },
  {
    of: ['postgres', 'mysql'],
    when: (facts, subject) =>
      isSaid(facts, 'readers.maxLag', subject) || isSaid(facts, 'readers.count', subject),
    says: ['readers.count', 'readers.zones'],
    en: 'how many reads the replicas carry, and after which loss, is not known',
    ko: '읽기 복제본이 얼마나 나르고 무엇을 잃을 때까지 버티는지 모른다.',
  },
  {
    of: ['postgres', 'mysql'],
    when: (facts, subject) => isSaid(facts, 'managed', subject),
    says: ['maxStorage'],
    en: 'a disk that cannot grow is an outage with a date',
    ko: '늘지 못하는 디스크는 날짜가 정해진 장애다.',
  },
  {
    of: ['sites'],
    says: ['zones'],
    en: 'whether anything there can be spread is not known',
    ko: '거기서 나누어 둘 수 있는지 모른다.',
  },
  {
    of: ['traffic'],
    says: ['peak.times', ['dailyUsers', 'dailyRequests', 'pageViews']],
    en: 'an average without its peak sizes the system for the night',
    ko: '피크 없는 평균으로는 한밤중에 맞는 크기가 나온다.',
  },
];

const service = {
  zones: 2,
  replicas: { min: 2, max: 4 },
  size: { cpu: 1, memory: '2 GiB' },
  handles: '50 rps',
  uses: [],
} as const;

export const rule = defineRule({
  id: 'capacity/room-is-said',
  severity: 'warning',
  title: {
    en: 'The plan says how much room there is, and how it is spread.',
    ko: '계획은 자리가 얼마나 있고 어떻게 나뉘는지 말한다.',
  },
  why: {
    en: 'What has no size can be neither checked against the traffic nor priced, and runs out first.',
    ko: '크기가 없으면 트래픽에 맞춰 보지도, 값을 매기지도 못하고, 가장 먼저 모자란다.',
  },
  fix: { en: 'Say what is missing.', ko: '빠진 것을 적는다.' },
  examples: () => ({
    pass: [
      sketch('sized and spread', {
        zones: 2,
        service,
        gateway: { zones: 2, replicas: 2, failover: true },
        database: { zones: 2, replicas: 1, failover: true, maxConnections: 100, storage: '20 GiB' },
      }),
    ],
    fail: [
      sketch('a database of unknown size', {
        zones: 2,
        service,
        gateway: { zones: 2, replicas: 2, failover: true },
        database: { zones: 2, replicas: 1, failover: true },
      }),
    ],
  }),
  check: (subject, report) => reportUnsaid(subject, NEEDS, report),
});

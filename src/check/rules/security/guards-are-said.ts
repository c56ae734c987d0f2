import {
  environment,
  gateway,
  onPremises,
  postgres,
  route,
  secret,
  server,
  service,
  site,
  weekly,
} from '#model';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { PERSONAL } from '../../personal.ts';
import { defineRule } from '../../rule.ts';
import { isSaid, type Needed, reportUnsaid } from '../../said.ts';

const SERVERS = ['postgres', 'mysql', 'redis', 'search', 'warehouse', 'document-store'];
const FILES = ['bucket', 'model-files'];
const answers = (facts: FactBase, subject: string): boolean => isSaid(facts, 'p95', subject);

const NEEDS: readonly Needed[] = [
  {
    of: ['gateway', 'cdn'],
    says: ['hosts', 'tls.minimum', 'tls.issuer', 'tls.renews'],
    en: 'the edge answers for any name, with whatever TLS it was shipped with',
    ko: '입구가 아무 이름에나, 처음 설정된 TLS로 답한다.',
  },
  {
    of: ['gateway'],
    when: (facts, subject) => facts.of('ports', subject).some((fact) => fact.value.includes(80)),
    says: ['redirectsToHttps'],
    en: 'what comes in on port 80 stays readable on the way',
    ko: '80번 포트로 들어온 것은 길목에서 그대로 읽힌다.',
  },
  {
    of: ['routes'],
    when: answers,
    says: ['maxBody'],
    en: 'one large request fills the memory of whoever reads it',
    ko: '큰 요청 하나가 읽는 쪽의 메모리를 채운다.',
  },
  {
    of: ['routes'],
    when: (facts, subject) => isSaid(facts, 'allows', subject),
    says: ['limit.rate.count', 'limit.per'],
    en: 'whoever is let in may try as often as they like',
    ko: '들어온 사람은 몇 번이고 시도할 수 있다.',
  },
  {
    of: ['routes'],
    when: (facts, subject) =>
      facts
        .of('limit.per', subject)
        .some((fact) => fact.value === 'user' || fact.value === 'api-key'),
    says: ['allows'],
    en: 'a limit counted by caller needs to know who calls',
    ko: '부르는 사람마다 세려면 누가 부르는지 알아야 한다.',
  },
  {
    of: ['service'],
    says: ['protects'],
    en: 'nobody can tell whether input is looked at before it is used',
    ko: '입력을 쓰기 전에 살펴보는지 아무도 모른다.',
  },
  {
    of: ['secret', 'key'],
    says: ['rotate'],
    en: 'what leaked once opens the door for ever',
    ko: '한 번 새면 문이 영영 열린다.',
  },
  {
    of: ['key'],
    says: ['managed', 'use', 'escrow'],
    en: 'who keeps the key decides who can read, and whether anybody still can after a loss',
    ko: '열쇠를 누가 보관하는지에 따라, 누가 읽을 수 있고 잃은 뒤에도 읽을 수 있는지가 갈린다.',
  },
  {
    of: [...SERVERS, ...FILES],
    says: ['encrypted', 'key', 'holds'],
    en: 'a disk that is taken away is read, and nobody knows what was on it',
    ko: '디스크가 밖으로 나가면 읽히고, 무엇이 들어 있었는지도 모른다.',
  },
  {
    of: [...SERVERS, 'bucket'],
    says: ['encryptedInTransit'],
    en: 'whoever listens in the network reads along',
    ko: '네트워크에서 엿듣는 사람이 함께 읽는다.',
  },
  {
    of: ['redis'],
    says: ['authenticated'],
    en: 'whoever reaches the port reads and writes everything',
    ko: '포트에 닿는 사람은 무엇이든 읽고 쓴다.',
  },
  {
    of: ['cdn'],
    says: ['firewall', 'redirectsToHttps', 'compresses', 'caches', 'timeout'],
    en: 'the outermost edge does what its provider chose',
    ko: '가장 바깥 입구가 공급자가 고른 대로 움직인다.',
  },
  {
    of: ['placements'],
    when: (facts, subject) =>
      facts.of('engine', subject).some((fact) => fact.value === 'eks' || fact.value === 'gke'),
    says: ['version', 'cluster', 'endpoint', 'privateNodes', 'engine'],
    en: 'who reaches the cluster, and when its support ends, is left to a default',
    ko: '클러스터에 누가 닿고 지원이 언제 끝나는지를 기본값이 정한다.',
  },
  {
    of: ['postgres', 'mysql', 'bucket', 'warehouse', 'document-store'],
    when: (facts, subject) =>
      facts.of('holds', subject).some((fact) => fact.value.some((one) => PERSONAL.includes(one))),
    says: ['accessAudited'],
    en: 'nobody can show a person who looked at their data',
    ko: '누가 그 사람의 데이터를 보았는지 보여 줄 수 없다.',
  },
  {
    of: SERVERS,
    says: ['restsIn'],
    en: 'a managed service may rest anywhere its provider is',
    ko: '관리형 서비스는 공급자가 있는 어디에나 있을 수 있다.',
  },
  {
    of: ['sites'],
    when: (facts, subject) =>
      facts.of('provider', subject).some((fact) => fact.value === 'on-premises'),
    says: ['country'],
    en: 'what law holds there is not known',
    ko: '그곳에 어느 법이 적용되는지 모른다.',
  },
  {
    of: FILES,
    says: ['versioned'],
    en: 'what is overwritten by mistake is gone',
    ko: '실수로 덮어쓴 것은 사라진다.',
  },
  {
    of: [...SERVERS, 'bucket'],
    when: (facts, subject) =>
      subject.startsWith('parts.') &&
      facts.of('holds', subject).some((fact) => fact.value.some((one) => PERSONAL.includes(one))),
    says: ['restsIn', 'retention'],
    en: 'nobody can tell a person where their data is, and for how long',
    ko: '사람에게 그 데이터가 어디에 언제까지 있는지 말해 줄 수 없다.',
  },
  {
    of: ['routes'],
    when: (facts, subject) => isSaid(facts, 'maxBody', subject),
    says: ['p95'],
    en: 'nobody promised how fast it answers',
    ko: '얼마나 빨리 답할지 약속한 것이 없다.',
  },
  {
    of: ['environments'],
    when: (facts, subject) => isSaid(facts, 'budget.monthly', subject),
    says: ['budget.alertAt'],
    en: 'a budget that tells nobody is read at the end of the month',
    ko: '아무에게도 알리지 않는 예산은 월말에 읽는다.',
  },
  {
    of: ['environments'],
    when: (facts, subject) => isSaid(facts, 'approval.by', subject),
    says: ['approval.expires'],
    en: 'an approval of last month lets today’s release in',
    ko: '지난달의 승인으로 오늘의 릴리스가 들어온다.',
  },
  {
    of: ['environments'],
    says: ['secretStore', 'debug', 'holds', 'residency.in', 'window.everyMs', 'approval.by'],
    en: 'what production holds, who may change it and when is not for a default to decide',
    ko: '운영이 무엇을 담고 누가 언제 바꿀 수 있는지는 기본값이 정할 일이 아니다.',
  },
  {
    of: ['channels'],
    says: ['country', 'contentFree'],
    en: 'messages leave the country with whatever stands in them',
    ko: '메시지는 담긴 내용 그대로 나라 밖으로 나간다.',
  },
];

const production = environment('production', {
  on: server(site('room', onPremises({ country: 'KR' }))),
  holds: 'personal',
  residency: { in: ['KR'], strength: 'mandatory' },
  approval: { by: 1, expires: '24 h' },
  window: weekly('tuesday', '10:00', 'Asia/Seoul'),
  debug: false,
  secretStore: 'vault',
});
const kept = (name: string, spec: { readonly rotate?: '90 d' }) => {
  const shop = service('shop', {
    protects: ['validation'],
    uses: [secret('door', { rotate: '90 d' }), secret('gate', spec)],
  });
  const edge = gateway('edge', {
    hosts: ['shop.example'],
    tls: { minimum: '1.2', issuer: 'lets-encrypt', renews: true },
    routes: [route('/', shop)],
  });
  return small(name, { roots: [edge], environments: [production] });
};

export const rule = defineRule({
  id: 'security/guards-are-said',
  severity: 'warning',
  title: {
    en: 'What guards a system is said, not assumed.',
    ko: '시스템을 지키는 것은 짐작에 맡기지 않고 적는다.',
  },
  why: {
    en: 'A guard nobody wrote down is a default: it differs by provider, changes with versions and is missing where one looks last.',
    ko: '적지 않은 방어는 기본값이다. 공급자마다 다르고 버전 따라 바뀌며, 가장 늦게 보는 곳에서 빠져 있다.',
  },
  fix: { en: 'Say it where it is missing.', ko: '빠진 곳에 적는다.' },
  examples: () => ({
    pass: [kept('every secret is changed', { rotate: '90 d' })],
    fail: [
      kept('one secret for ever', {}),
      small('a bare store', { roots: [postgres('stock', {})] }),
    ],
  }),
  check: (subject, report) => reportUnsaid(subject, NEEDS, report),
});

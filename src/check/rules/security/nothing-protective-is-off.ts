import { type Text, withParticle } from '#kernel';
import type { Attribute } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

/** What each switch is on for. */
const ON: Readonly<Partial<Record<Attribute, Text>>> = {
  encrypted: { en: 'whoever holds the disk reads it', ko: '디스크를 가진 사람이 읽는다.' },
  encryptedInTransit: { en: 'whoever listens reads along', ko: '엿듣는 사람이 함께 읽는다.' },
  'backup.encrypted': { en: 'whoever holds the copy reads it', ko: '사본을 가진 사람이 읽는다.' },
  'backup.continuous': {
    en: 'what came after the last copy is lost',
    ko: '마지막 사본 뒤의 것을 잃는다.',
  },
  authenticated: { en: 'whoever reaches the port is let in', ko: '포트에 닿으면 들어온다.' },
  accessAudited: { en: 'nobody can show who looked', ko: '누가 보았는지 보일 수 없다.' },
  pseudonymised: { en: 'a leak names people', ko: '새어 나가면 사람 이름이 나온다.' },
  'tls.renews': { en: 'the certificate ends on a weekend', ko: '인증서는 주말에 끝난다.' },
  redirectsToHttps: {
    en: 'what is typed without https stays open',
    ko: 'https 없이 친 것은 그대로 읽힌다.',
  },
  firewall: { en: 'known attacks arrive at the service', ko: '알려진 공격이 서비스까지 온다.' },
  compresses: {
    en: 'pages take several times as long on a phone',
    ko: '휴대전화에서 몇 배 느리다.',
  },
  'image.scanned': { en: 'known holes are deployed', ko: '알려진 구멍이 배포된다.' },
  'pipeline.branch.protected': { en: 'whoever can push releases', ko: '올릴 수 있으면 내보낸다.' },
  escrow: {
    en: 'with the site the key is lost, and every backup with it',
    ko: '사이트와 함께 열쇠를, 열쇠와 함께 모든 백업을 잃는다.',
  },
  versioned: { en: 'what is overwritten is gone', ko: '덮어쓴 것은 사라진다.' },
  deadLetters: { en: 'failed work vanishes', ko: '실패한 일이 사라진다.' },
  'audit.immutable': { en: 'the intruder edits the record', ko: '침입자가 기록을 고친다.' },
  contentFree: {
    en: 'messages carry data about people',
    ko: '메시지에 사람에 대한 데이터가 실린다.',
  },
  mtls: {
    en: 'any process in the network is a caller',
    ko: '네트워크 안의 무엇이든 부를 수 있다.',
  },
  privateNodes: { en: 'machines have public addresses', ko: '머신이 공개 주소를 갖는다.' },
  'network.nat': {
    en: 'private machines get no patches',
    ko: 'private 머신이 패치를 받지 못한다.',
  },
  failover: { en: 'a loss waits for a person', ko: '잃으면 사람을 기다린다.' },
  clustered: { en: 'every node is an island', ko: '노드마다 섬이다.' },
  insights: { en: 'the slow statement is not found', ko: '느린 문장을 찾지 못한다.' },
  zeroDowntime: { en: 'every release is an outage', ko: '배포할 때마다 멈춘다.' },
  'partitions.rolling': {
    en: 'inserts fail on the first day without a partition',
    ko: '파티션이 없는 첫날 넣기가 실패한다.',
  },
  'logs.compressed': {
    en: 'text is kept at ten times its size',
    ko: '글을 열 배 크기로 보관한다.',
  },
  blocks: { en: 'a failed gate lets the release through', ko: '실패한 관문이 배포를 통과시킨다.' },
  compliance: { en: 'nobody hears of data that left', ko: '데이터가 나가도 아무도 듣지 못한다.' },
};
/** What must be off instead. */
const OFF: Readonly<Partial<Record<Attribute, Text>>> = {
  debug: {
    en: 'errors tell strangers how the system is built',
    ko: '오류가 남에게 시스템의 속을 알려 준다.',
  },
  'logs.local': { en: 'the log is lost with its machine', ko: '머신과 함께 로그를 잃는다.' },
  publishesPorts: {
    en: 'published ports pass the host’s firewall',
    ko: '공개한 포트는 호스트 방화벽을 지난다.',
  },
};

export const rule = defineRule({
  id: 'security/nothing-protective-is-off',
  severity: 'warning',
  title: {
    en: 'Nothing that protects production is switched off.',
    ko: '운영을 지키는 것은 꺼져 있지 않다.',
  },
  why: {
    en: 'What was switched off for an afternoon stays off until somebody finds out why it was there.',
    ko: '잠깐 꺼 둔 것은 왜 있었는지 누군가 알게 될 때까지 꺼져 있다.',
  },
  fix: {
    en: 'Switch it on, or waive it with a reason and an end.',
    ko: '켜거나, 까닭과 기한을 적어 예외로 둔다.',
  },
  examples: () => ({
    pass: [sketch('encrypted', { database: { encrypted: true } })],
    fail: [sketch('not encrypted', { database: { encrypted: false } })],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const wrong = (table: typeof ON, value: boolean) =>
      Object.entries(table).flatMap(([attribute, why]) =>
        facts
          .of(attribute as Attribute)
          .filter((fact) => fact.value === value && isHere(fact.subject, plan.environment.name))
          .map((fact) => ({ fact, why })),
      );
    for (const { fact, why } of [...wrong(ON, false), ...wrong(OFF, true)]) {
      const what =
        fact.subject === 'plan' ? fact.attribute : `${nameOf(fact.subject)} ${fact.attribute}`;
      report({
        path: `${fact.subject}.${fact.attribute}`,
        because: [fact],
        message: {
          en: `${what} is ${fact.value}: ${why.en}`,
          ko: `${withParticle(what, '이/가')} ${withParticle(String(fact.value), '이다/다')}. ${why.ko}`,
        },
      });
    }
  },
});

/** Other environments are judged when they are asked about. */
const isHere = (subject: string, environment: string): boolean =>
  !subject.startsWith('environments.') || subject === `environments.${environment}`;

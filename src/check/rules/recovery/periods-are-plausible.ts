import { DAY } from '#kernel';
import { every } from '#model';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { type Bound, reportOutside } from '../../said.ts';

const BOUNDS: readonly Bound[] = [
  {
    of: ['plan'],
    attribute: 'rehearse.everyMs',
    low: 28 * DAY,
    high: 366 * DAY,
    en: 'people and systems change within a year (ISO 22301 asks for planned intervals); weekly, a full rehearsal is skipped',
    ko: '한 해면 사람도 시스템도 바뀐다(ISO 22301은 계획된 간격을 요구한다). 주마다 하는 전체 연습은 건너뛰게 된다.',
  },
  {
    of: ['postgres', 'mysql', 'bucket', 'warehouse', 'document-store', 'model-files'],
    attribute: 'backup.rehearse.everyMs',
    low: 7 * DAY,
    high: 180 * DAY,
    en: 'a restore breaks with the next version; more often than weekly costs more than it tells',
    ko: '복원은 다음 버전에서 깨진다. 주 1회보다 잦으면 알게 되는 것보다 비싸다.',
  },
  {
    of: ['postgres', 'mysql', 'bucket', 'warehouse', 'document-store', 'search', 'model-files'],
    attribute: 'backup.keep',
    low: 7 * DAY,
    high: 400 * DAY,
    en: 'silent damage is noticed after days (a long weekend at least); after a year copies hold people who asked to be forgotten',
    ko: '조용한 손상은 며칠 뒤에 알아챈다(긴 연휴는 넘겨야 한다). 한 해가 넘으면 잊어 달라고 한 사람이 사본에 남는다.',
  },
  {
    of: ['plan'],
    attribute: 'audit.keep',
    low: 365 * DAY,
    high: 3_660 * DAY,
    en: 'intrusions are found after months, and laws ask for one year at least; after ten years the records are a risk of their own',
    ko: '침입은 몇 달 뒤에 발견되고 법은 적어도 1년을 요구한다. 10년이 넘으면 기록 자체가 위험이다.',
  },
  {
    of: ['plan'],
    attribute: 'logs.keep',
    low: 14 * DAY,
    high: 400 * DAY,
    en: 'an incident is looked into after a fortnight; more than a year of lines is an audit log without its guards',
    ko: '사고는 두 주 뒤에도 들여다본다. 한 해가 넘는 로그는 보호 없는 감사 기록이다.',
  },
  {
    of: ['postgres', 'mysql', 'redis', 'bucket', 'warehouse', 'document-store', 'search'],
    attribute: 'erasure',
    low: 60_000,
    high: 31 * DAY,
    en: 'a request to be forgotten is answered within one month (GDPR art. 12 (3))',
    ko: '잊어 달라는 요청에는 한 달 안에 답한다(GDPR 12조 3항).',
  },
  {
    of: ['postgres', 'mysql', 'bucket', 'warehouse', 'document-store'],
    attribute: 'retention',
    low: 180 * DAY,
    high: 3_660 * DAY,
    en: 'a store that lasts keeps a business year’s half at least, and after ten years no tax law asks for it',
    ko: '오래 두는 저장소는 적어도 반년을 지키고, 10년이 넘으면 세법도 요구하지 않는다.',
  },
  {
    of: ['redis'],
    attribute: 'retention',
    when: (facts, subject) =>
      facts.of('keeps', subject).every((fact) => fact.value.every((one) => one === 'cache')),
    low: 60_000,
    high: 7 * DAY,
    en: 'what was not asked for in a week is cheaper to compute again than to keep',
    ko: '한 주 동안 찾지 않은 것은 두는 것보다 다시 계산하는 것이 싸다.',
  },
  {
    of: ['redis'],
    attribute: 'retention',
    low: 60_000,
    high: 31 * DAY,
    en: 'a session of more than a month belongs to a lost phone',
    ko: '한 달이 넘는 세션은 잃어버린 전화기의 것이다.',
  },
  {
    of: ['search'],
    attribute: 'retention',
    low: 14 * DAY,
    high: 400 * DAY,
    en: 'an incident is looked into after a fortnight; more than a year of lines is an audit log without its guards',
    ko: '사고는 두 주 뒤에도 들여다본다. 한 해가 넘는 로그는 보호 없는 감사 기록이다.',
  },
];

const rehearsed = (name: string, distance: '90 d' | '3 years') =>
  sketch(name, { plan: { rehearse: every(distance) } });

export const rule = defineRule({
  id: 'recovery/periods-are-plausible',
  severity: 'warning',
  title: {
    en: 'Copies, records and rehearsals keep to periods that help.',
    ko: '사본과 기록과 연습의 주기는 도움이 되는 길이다.',
  },
  why: {
    en: 'A copy that is gone before the damage is noticed, or a rehearsal nobody remembers, is found out in the disaster.',
    ko: '피해를 알아채기 전에 사라진 사본, 아무도 기억 못 하는 연습은 재해가 나서야 드러난다.',
  },
  fix: { en: 'Move the value into its range.', ko: '값을 범위 안으로 옮긴다.' },
  examples: () => ({
    pass: [rehearsed('every quarter', '90 d')],
    fail: [rehearsed('every three years', '3 years')],
  }),
  check: (subject, report) => reportOutside(subject, BOUNDS, report),
});

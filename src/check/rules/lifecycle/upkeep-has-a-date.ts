import { DAY } from '#kernel';
import { every, operation, weekly } from '#model';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { isSaid, type Needed, reportUnsaid, subjectsOf } from '../../said.ts';

const NEEDS: readonly Needed[] = [
  {
    of: ['operations'],
    when: (facts, subject) => !facts.of('automatic', subject).some((fact) => fact.value),
    says: ['owner'],
    en: 'work of everybody is done by nobody',
    ko: '모두의 일은 아무도 하지 않는다.',
  },
  {
    of: ['operations'],
    when: (facts, subject) =>
      facts.of('every.everyMs', subject).some((fact) => fact.value <= 7 * DAY),
    says: ['every.at', 'every.zone', ['every.day', 'automatic']],
    en: 'what has no hour in the week is moved to the next one',
    ko: '한 주 안에 시각이 없는 일은 다음 주로 밀린다.',
  },
  {
    of: ['postgres', 'mysql'],
    when: (facts, subject) => isSaid(facts, 'managed', subject),
    says: ['maintenanceWindow.everyMs', 'maintenanceWindow.at'],
    en: 'the provider installs updates when it likes, and restarts the database then',
    ko: '공급자가 아무 때나 업데이트하고 그때 데이터베이스를 다시 시작한다.',
  },
  {
    of: ['plan'],
    when: (facts, subject) =>
      facts.about(subject).some((fact) => fact.attribute.startsWith('document.')),
    says: ['document.version', 'document.changed', 'document.review', 'document.owner'],
    en: 'whether the document still holds is known to nobody',
    ko: '문서가 아직 맞는지 아는 사람이 없다.',
  },
  {
    of: ['environments'],
    when: (facts, subject) => isSaid(facts, 'window.everyMs', subject),
    says: ['window.at', 'window.zone'],
    en: 'a window without an hour is open all night',
    ko: '시각 없는 창은 밤새 열려 있다.',
  },
  {
    of: ['environments'],
    when: (facts, subject) => facts.of('window.everyMs', subject).some((fact) => fact.value > DAY),
    says: ['window.day'],
    en: 'a week has seven days',
    ko: '한 주는 이레다.',
  },
];

const when = weekly('tuesday', '10:00', 'Asia/Seoul');
const patches = operation('patches', { every: when, owner: 'operations' });
const reviews = operation('reviews', { every: every('90 d'), owner: 'operations' });

export const rule = defineRule({
  id: 'lifecycle/upkeep-has-a-date',
  severity: 'warning',
  title: {
    en: 'Patches come back, on a day, with an owner.',
    ko: '패치는 정한 날에, 맡은 사람과 함께 되풀이된다.',
  },
  why: {
    en: 'Most holes that are used were published, with a patch, weeks before.',
    ko: '쓰이는 구멍은 대부분 몇 주 전에 패치와 함께 알려진 것이다.',
  },
  fix: {
    en: "Add an operation for patches, such as operation('patches', { every: weekly('tuesday', '10:00', 'Asia/Seoul'), owner: '…' }).",
    ko: "패치 작업을 더한다. 예: operation('patches', { every: weekly('tuesday', '10:00', 'Asia/Seoul'), owner: '…' })",
  },
  examples: () => ({
    pass: [sketch('every Tuesday', { plan: { operations: [patches, reviews] } })],
    fail: [sketch('reviews and no patches', { plan: { operations: [reviews] } })],
  }),
  check(subject, report) {
    reportUnsaid(subject, NEEDS, report);
    const { facts, plan } = subject;
    if (!isReal(plan) || plan.environments.length === 0) return;
    const patching = subjectsOf(facts, ['operations']).filter((one) => /patch|update/.test(one));
    const soon = patching.filter((one) =>
      facts.of('every.everyMs', one).some((fact) => fact.value <= 31 * DAY),
    );
    if (soon.length > 0) return;
    report({
      path: 'plan.operations',
      at: plan.at,
      because: patching.flatMap((one) => facts.of('every.everyMs', one)),
      message: {
        en: 'nobody installs patches every month',
        ko: '달마다 패치를 설치하는 사람이 없다',
      },
    });
  },
});

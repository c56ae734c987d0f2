import { withParticle } from '#kernel';
import { type Plan, stage } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule, type Report } from '../../rule.ts';
import { isSaid, type Needed, reportUnsaid, subjectsOf } from '../../said.ts';

const GATES: readonly string[] = ['build', 'check', 'test', 'scan', 'publish', 'verify', 'approve'];
const does =
  (...words: readonly string[]) =>
  (facts: FactBase, subject: string): boolean =>
    facts.of('does', subject).some((fact) => words.includes(fact.value));

const NEEDS: readonly Needed[] = [
  {
    of: ['stages'],
    when: (facts, subject) =>
      does(...GATES)(facts, subject) && !isSaid(facts, 'blocksOnly', subject),
    says: ['blocks'],
    en: 'a step whose failure stops nothing is decoration',
    ko: '실패해도 아무것도 멈추지 않는 단계는 장식이다.',
  },
  {
    of: ['stages'],
    when: does('deploy', 'approve', 'rollback'),
    says: ['to'],
    en: 'nobody can tell which environment it changes',
    ko: '어느 환경을 바꾸는지 알 수 없다.',
  },
  {
    of: ['stages'],
    when: does('approve'),
    says: ['approval'],
    en: 'an approval by nobody is none',
    ko: '아무도 하지 않는 승인은 승인이 아니다.',
  },
  {
    of: ['plan'],
    says: [
      'stages',
      'pipeline.source',
      'pipeline.runner',
      'pipeline.branch.protected',
      'pipeline.branch.reviews',
    ],
    en: 'whoever can push decides what runs',
    ko: '올릴 수 있는 사람이 무엇이 돌아갈지 정한다.',
  },
];

const tested = stage('tests', { does: 'test', on: ['pull-request'], blocks: true });
const build = (after: readonly string[]) =>
  stage('build', { does: 'build', on: ['main'], after, blocks: true });
const way = (name: string, after: readonly string[]): Plan =>
  small(name, {
    roots: [],
    pipeline: {
      source: 'github',
      runner: 'hosted',
      branch: { protected: true, reviews: 1 },
      stages: [tested, build(after)],
    },
  });

export const rule = defineRule({
  id: 'delivery/stages-form-one-way',
  severity: 'warning',
  title: {
    en: 'Every stage of the pipeline is started by something and stops what comes after it.',
    ko: '파이프라인의 모든 단계는 무엇인가로 시작되고, 실패하면 다음을 멈춘다.',
  },
  why: {
    en: 'A step that is not tied in runs beside the release, or never: it looks like a gate and is none.',
    ko: '이어지지 않은 단계는 배포 곁에서 따로 돌거나 아예 돌지 않는다. 관문처럼 보일 뿐이다.',
  },
  fix: {
    en: 'Say what each stage comes `after`, what starts it (`on`), and that it `blocks`.',
    ko: '단계마다 무엇 다음인지(`after`), 무엇으로 시작하는지(`on`), 막는지(`blocks`) 적는다.',
  },
  examples: () => ({
    pass: [way('tests, then build', ['tests'])],
    fail: [way('after a stage that is gone', ['lint'])],
  }),
  check(subject, report) {
    reportUnsaid(subject, NEEDS, report);
    const { facts, plan } = subject;
    if (!isReal(plan)) return;
    const stages = subjectsOf(facts, ['stages']).filter((one) => isSaid(facts, 'does', one));
    for (const one of [...lost(facts, stages), ...idle(facts, stages)]) report(one);
  },
});

/** Where only a document tells of stages it need not tell all of them. */
function lost(facts: FactBase, stages: readonly string[]): readonly Report[] {
  const isDrawn = stages.some((one) => facts.first('does', one)?.origin === 'designed');
  const names = (isDrawn ? stages : subjectsOf(facts, ['stages'])).map(nameOf);
  return stages.flatMap((one) => {
    const after = facts.of('after', one);
    const gone = after.flatMap((fact) => fact.value).filter((name) => !names.includes(name));
    if (gone.length === 0) return [];
    return {
      path: `${one}.after`,
      because: after,
      message: {
        en: `${nameOf(one)} comes after ${gone.join(', ')}, and there is no such stage`,
        ko: `${withParticle(nameOf(one), '은/는')} ${gone.join(', ')} 다음인데 그런 단계가 없다`,
      },
    };
  });
}

/** Told together: what a document says of one stage it mostly says of all. */
function idle(facts: FactBase, stages: readonly string[]): readonly Report[] {
  const loose = stages.filter(
    (one) =>
      !isSaid(facts, 'on', one) && facts.of('after', one).every((fact) => fact.value.length === 0),
  );
  const [first] = loose;
  if (first === undefined) return [];
  const names = loose.map(nameOf).join(', ');
  return [
    {
      path: `${first}.after`,
      because: loose.flatMap((one) => facts.of('does', one)),
      message: {
        en: `nothing starts ${names}: neither a stage before nor an event`,
        ko: `${withParticle(names, '을/를')} 시작하는 것이 없다. 앞선 단계도 사건도 없다`,
      },
    },
  ];
}

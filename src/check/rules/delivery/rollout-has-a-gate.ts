import { withParticle } from '#kernel';
import { canary, partsOf, type ResolvedPlan } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule, type Report } from '../../rule.ts';

/** What stops a bad change, and the words documents use for it. */
const GATES = [
  { gate: { en: 'test', ko: '테스트' }, words: /test|check|scan|verif|quality/i },
  { gate: { en: 'approval', ko: '승인' }, words: /approv|manual|gate/i },
  {
    gate: { en: 'way back', ko: '되돌리는 길' },
    words: /roll ?-?back|take ?back|revert|canary|blue-?green/i,
  },
] as const;

export const rule = defineRule({
  id: 'delivery/rollout-has-a-gate',
  severity: 'error',
  title: { en: 'Something can stop a bad release.', ko: '나쁜 릴리스를 멈출 수 있는 것이 있다.' },
  why: {
    en: 'Without a gate every mistake that is pushed is a mistake in production.',
    ko: '관문이 없으면 밀어 넣은 실수가 그대로 운영의 실수가 된다.',
  },
  fix: {
    en: "Judge the rollout: `canary({ bad: ['5xx'], smoke: ['GET /health'] })`.",
    ko: "롤아웃을 판정한다: `canary({ bad: ['5xx'], smoke: ['GET /health'] })`.",
  },
  examples: () => ({
    pass: [sketch('judged', { service: { rollout: canary({ bad: ['5xx'] }) } })],
    fail: [
      sketch('judged by nothing', { service: { rollout: canary({ bad: [] }) } }),
      sketch('straight to production', { states: [{ stages: ['push', 'build', 'deploy'] }] }),
    ],
  }),
  check({ facts, plan }, report) {
    for (const one of [...emptyVerdicts(facts, plan), ...stepsAlone(facts), ...openWays(facts)])
      report(one);
  },
});

/** Canaries whose verdict looks at nothing. */
const emptyVerdicts = (facts: FactBase, plan: ResolvedPlan): readonly Report[] =>
  partsOf(plan, 'service')
    .filter(({ rollout }) => rollout?.strategy === 'canary' && rollout.bad?.length === 0)
    .map(({ name }) => ({
      path: `parts.${name}.rollout`,
      because: facts.of('rollout.strategy', `parts.${name}`),
      message: {
        en: `the canary of ${name} moves by steps, and nothing judges them`,
        ko: `${name}의 canary는 단계를 밟지만 아무것도 판정하지 않는다`,
      },
    }));

/** Canaries a document states with steps, and with nothing to judge them by. */
const stepsAlone = (facts: FactBase): readonly Report[] =>
  facts
    .of('rollout.strategy')
    .filter((canary) => canary.origin === 'stated' && canary.value === 'canary')
    .filter(({ subject }) => !JUDGED.some((one) => facts.first(one, subject)))
    .map((canary) => ({
      path: `${canary.subject}.rollout`,
      because: [
        canary,
        ...facts.of('rollout.weights', canary.subject),
        ...facts.of('does').filter((fact) => fact.value === 'rollback'),
      ],
      message: {
        en: `the canary of ${nameOf(canary.subject)} has steps, and no measure, threshold or time decides to go on or back`,
        ko: `${nameOf(canary.subject)}의 canary에는 단계만 있고, 나아갈지 되돌릴지 정하는 지표도 기준도 시간도 없다`,
      },
    }));
const JUDGED = ['rollout.bad.id', 'rollout.errorRateBelow'] as const;

/** Pipelines that reach production past a gate they do not have; a document's own words first. */
function openWays(facts: FactBase): readonly Report[] {
  const said = facts.of('stages').filter((fact) => fact.origin === 'stated');
  return (said.length > 0 ? said : facts.of('stages')).flatMap((way) => {
    const missing = GATES.filter((one) => !way.value.some((stage) => one.words.test(stage)));
    if (missing.length === 0) return [];
    const words = missing.map((one) => one.gate);
    return {
      path: `${way.subject}.pipeline`,
      because: [way],
      message: {
        en: `${way.value.join(' → ')} has no ${words.map((one) => one.en).join(', no ')}: every push reaches production`,
        ko: `${way.value.join(' → ')}에 ${withParticle(words.map((one) => one.ko).join(', '), '이/가')} 없다. 밀어 넣은 것은 모두 운영에 닿는다`,
      },
    };
  });
}

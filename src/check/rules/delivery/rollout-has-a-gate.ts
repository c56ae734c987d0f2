import { withParticle } from '#kernel';
import { canary, partsOf } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

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
  examples: {
    pass: [sketch('judged', { service: { rollout: canary({ bad: ['5xx'] }) } })],
    fail: [
      sketch('judged by nothing', { service: { rollout: canary({ bad: [] }) } }),
      sketch('straight to production', { states: [{ stages: ['push', 'build', 'deploy'] }] }),
    ],
  },
  check({ facts, plan }, report) {
    for (const service of partsOf(plan, 'service')) {
      const rollout = service.rollout;
      if (rollout?.strategy !== 'canary' || rollout.bad === undefined || rollout.bad.length > 0)
        continue;
      report({
        path: `parts.${service.name}.rollout`,
        because: facts.of('rollout.strategy', `parts.${service.name}`),
        message: {
          en: `the canary of ${service.name} moves by steps, and nothing judges them`,
          ko: `${service.name}의 canary는 단계를 밟지만 아무것도 판정하지 않는다`,
        },
      });
    }
    for (const canary of facts.of('rollout.strategy')) {
      const judged = ['rollout.bad.id', 'rollout.errorRateBelow'] as const;
      if (canary.origin !== 'stated' || canary.value !== 'canary') continue;
      if (judged.some((one) => facts.first(one, canary.subject))) continue;
      const own = facts.of('rollout.weights', canary.subject);
      report({
        path: `${canary.subject}.rollout`,
        because: [canary, ...own, ...facts.of('does').filter((fact) => fact.value === 'rollback')],
        message: {
          en: `the canary of ${nameOf(canary.subject)} has steps, and no measure, threshold or time decides to go on or back`,
          ko: `${nameOf(canary.subject)}의 canary에는 단계만 있고, 나아갈지 되돌릴지 정하는 지표도 기준도 시간도 없다`,
        },
      });
    }
    const said = facts.of('stages').filter((fact) => fact.origin === 'stated');
    for (const pipeline of said.length > 0 ? said : facts.of('stages')) {
      const missing = GATES.filter((one) => !pipeline.value.some((stage) => one.words.test(stage)));
      if (missing.length === 0) continue;
      report({
        path: `${pipeline.subject}.pipeline`,
        because: [pipeline],
        message: {
          en: `${pipeline.value.join(' → ')} has no ${missing.map((one) => one.gate.en).join(', no ')}: every push reaches ${nameOf('production')}`,
          ko: `${pipeline.value.join(' → ')}에 ${withParticle(missing.map((one) => one.gate.ko).join(', '), '이/가')} 없다. 밀어 넣은 것은 모두 운영에 닿는다`,
        },
      });
    }
  },
});

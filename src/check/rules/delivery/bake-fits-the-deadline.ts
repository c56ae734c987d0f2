import { printSpan, withParticle } from '#kernel';
import { canary } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const baked = (bake: '1 min' | '10 min') =>
  sketch(`two steps of ${bake}`, {
    service: { rollout: canary({ weights: [10, 50], bake, bad: ['5xx'] }) },
    plan: { objectives: { deployment: '5 min' } },
  });

export const rule = defineRule({
  id: 'delivery/bake-fits-the-deadline',
  severity: 'error',
  title: {
    en: 'A release that is watched still ends within the time promised for it.',
    ko: '지켜보는 배포도 약속한 시간 안에 끝난다.',
  },
  why: {
    en: 'Either the watch is cut short or the promise is missed, on every release.',
    ko: '배포할 때마다 관찰을 줄이거나 약속을 어기게 된다.',
  },
  fix: {
    en: 'Shorten the bake, drop a step, or promise the time the watch takes.',
    ko: '관찰 시간을 줄이거나 단계를 빼거나 관찰에 걸리는 만큼 약속한다.',
  },
  examples: () => ({ pass: [baked('1 min')], fail: [baked('10 min')] }),
  check({ facts }, report) {
    const goal = facts.first('deployment', 'plan');
    if (!goal) return;
    for (const bake of facts.of('rollout.bake')) {
      const weights = facts.first('rollout.weights', bake.subject);
      const steps = weights?.value.length ?? 1;
      const needed = steps * bake.value;
      if (needed <= goal.value) continue;
      report({
        path: `${bake.subject}.rollout.bake`,
        because: [bake, goal, ...(weights ? [weights] : [])],
        message: {
          en: `${nameOf(bake.subject)} is watched for ${steps} × ${printSpan(bake.value)} = ${printSpan(needed)}; a release may take ${printSpan(goal.value)}`,
          ko: `${withParticle(nameOf(bake.subject), '을/를')} ${steps} × ${printSpan(bake.value)} = ${printSpan(needed)} 동안 지켜보는데 배포 시간 목표는 ${withParticle(printSpan(goal.value), '이다/다')}`,
        },
      });
    }
  },
});

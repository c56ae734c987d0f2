import { printSpan, withParticle } from '#kernel';
import { canary, gateway, route, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { latencyOf } from '../../promised.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const judged = (name: string, slowerThan: '500 ms' | '5 s') => {
  const shop = service('shop', { rollout: canary({ bad: ['5xx', { slowerThan }] }) });
  const routes = [route('/', shop, { objective: { p95: '500 ms' } })];
  return small(name, { roots: [gateway('edge', { routes })] });
};

export const rule = defineRule({
  id: 'delivery/verdict-judges-the-promise',
  severity: 'warning',
  title: {
    en: 'A release is judged slow by the latency that is promised.',
    ko: '배포가 느린지는 약속한 지연 시간으로 판정한다.',
  },
  why: {
    en: 'A looser limit lets the promise break with every release; a tighter one takes back releases that keep it.',
    ko: '느슨하면 배포할 때마다 약속이 깨져도 지나가고, 빡빡하면 약속을 지킨 배포를 되돌린다.',
  },
  fix: {
    en: 'Take the objective’s own value for `slowerThan`.',
    ko: '`slowerThan`에 목표의 값을 그대로 쓴다.',
  },
  examples: () => ({
    pass: [judged('by the promise', '500 ms')],
    fail: [judged('ten times the promise', '5 s')],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const than of facts.of('rollout.bad.thanMs')) {
      const goals = latencyOf(facts, than.subject);
      if (goals.length === 0 || goals.some((goal) => goal.value === than.value)) continue;
      const promised = goals.map((goal) => printSpan(goal.value)).join(', ');
      report({
        path: `${than.subject}.rollout.bad`,
        because: [than, ...goals],
        message: {
          en: `${nameOf(than.subject)} is judged slow above ${printSpan(than.value)}; ${promised} are promised`,
          ko: `${nameOf(than.subject)} 배포는 ${withParticle(printSpan(than.value), '을/를')} 넘어야 느리다고 본다. 약속은 ${promised}`,
        },
      });
    }
  },
});

import { canary } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const [LEAST, MOST] = [2, 15];
const stepped = (name: string, weights: readonly number[]) =>
  sketch(name, { service: { rollout: canary({ weights, bad: ['5xx'] }) } });

export const rule = defineRule({
  id: 'delivery/canary-starts-small',
  severity: 'warning',
  title: {
    en: 'The first step of a canary is small enough to fail and large enough to tell.',
    ko: '카나리의 첫 단계는 실패해도 될 만큼 작고 알 수 있을 만큼 크다.',
  },
  why: {
    en: 'The first weight is the share of users that meets an unproven release: at one percent nothing is seen in a bake, at half it is an outage.',
    ko: '첫 가중치만큼의 사용자가 증명되지 않은 릴리스를 만난다. 1%면 지켜보는 동안 아무것도 보이지 않고, 절반이면 곧 장애다.',
  },
  fix: { en: `Begin at ${LEAST}–${MOST} %.`, ko: `${LEAST}–${MOST}%에서 시작한다.` },
  examples: () => ({
    pass: [stepped('ten, then fifty', [10, 50])],
    fail: [stepped('half at once', [50])],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const weights of facts.of('rollout.weights')) {
      const [first] = weights.value;
      if (first === undefined || (first >= LEAST && first <= MOST)) continue;
      report({
        path: `${weights.subject}.rollout.weights`,
        because: [weights],
        message: {
          en: `the first ${first} % of the users of ${nameOf(weights.subject)} meet every release untried`,
          ko: `${nameOf(weights.subject)} 사용자의 ${first} %가 배포마다 시험하지 않은 것을 처음 만난다`,
        },
      });
    }
  },
});

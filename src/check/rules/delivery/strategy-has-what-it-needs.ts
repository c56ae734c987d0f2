import { withParticle } from '#kernel';
import { wordsFor } from '../../durable.ts';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'delivery/strategy-has-what-it-needs',
  severity: 'error',
  title: {
    en: 'What a strategy needs is in the design.',
    ko: '전략에 필요한 것은 설계에 있다.',
  },
  why: {
    en: 'A step that names a component nobody drew cannot be carried out.',
    ko: '아무도 그리지 않은 구성 요소를 쓰는 단계는 실행할 수 없다.',
  },
  fix: {
    en: 'Draw the component, or choose a strategy that does without it.',
    ko: '구성 요소를 그리거나 그것 없이 되는 전략을 고른다.',
  },
  examples: () => ({
    pass: [
      sketch('with a balancer', {
        gateway: { managed: 'alb' },
        states: [{ needs: ['load-balancer'] }],
      }),
    ],
    fail: [sketch('with none', { states: [{ needs: ['load-balancer'] }] })],
  }),
  check({ facts, plan }, report) {
    const names = [...plan.parts.map((part) => part.name), ...plan.environments];
    for (const need of facts.of('needs')) {
      for (const what of need.value) {
        if (names.includes(what) || isThere(facts, what)) continue;
        const strategy = facts
          .of('strategies')
          .filter((fact) => fact.subject === need.subject && fact.origin === 'stated');
        const rollouts = facts.of('rollout.strategy').filter((fact) => fact.origin === 'stated');
        report({
          path: `${need.subject}.needs`,
          because: [need, ...strategy, ...rollouts],
          message: {
            en: `${wordsFor(need.subject).en} relies on ${what}, and nothing in the design is one`,
            ko: `${withParticle(wordsFor(need.subject).ko, '은/는')} ${withParticle(what, '을/를')} 쓰는데 설계에 그런 것이 없다`,
          },
        });
      }
    }
  },
});

/** What fulfils a need, by the words documents use. */
const FULFILLED: Readonly<Record<string, RegExp>> = {
  'load-balancer':
    /^(alb|nlb|elb|load-balancer|gcp-load-balancer|istio|haproxy|traefik|cloudflare)/i,
  registry: /^(ecr|ghcr|gcr|artifact-registry|docker-hub|registry)/i,
};

function isThere(facts: FactBase, what: string): boolean {
  const words = FULFILLED[what];
  if (!words) return false;
  const said = [...facts.of('managed'), ...facts.of('image.registry')];
  return said.some((fact) => words.test(fact.value));
}

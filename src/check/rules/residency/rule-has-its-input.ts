import { withParticle } from '#kernel';
import { claim, definePlan, environment, gcp, gke, nodePool, says, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import { defineRule } from '../../rule.ts';

const frankfurt = site('frankfurt', gcp('europe-west3', { zones: 3 }));
const ruled = (name: string, holds?: 'synthetic') => {
  const staging = environment('staging', {
    on: gke(frankfurt, { pools: [nodePool('web', { min: 3, max: 6 })] }),
    ...(holds && { holds }),
  });
  return definePlan(name, {
    asOf: '2026-11-20',
    roots: [service('web', {})],
    environments: [staging],
    statements: [
      says(
        'document.md:9',
        claim.of(staging, {
          residency: { in: ['europe-west3'], strength: 'recommended', when: ['personal'] },
        }),
      ),
    ],
  });
};
export const rule = defineRule({
  id: 'residency/rule-has-its-input',
  severity: 'error',
  title: {
    en: 'An environment with a rule about personal data says whether it has any.',
    ko: '개인정보 규칙이 있는 환경에는 개인정보가 있는지 적혀 있다.',
  },
  why: {
    en: 'A rule that depends on what the data is cannot be enforced where nobody says what the data is.',
    ko: '데이터에 따라 달라지는 규칙은 데이터가 무엇인지 모르는 곳에서 지킬 수 없다.',
  },
  fix: {
    en: "Set `holds: 'synthetic'` or `'personal'` on the environment.",
    ko: "환경에 `holds: 'synthetic'`이나 `'personal'`을 적는다.",
  },
  examples: () => ({ pass: [ruled('made-up data', 'synthetic')], fail: [ruled('who knows?')] }),
  check({ facts, plan }, report) {
    const subject = `environments.${plan.environment.name}`;
    for (const strength of facts.of('residency.strength', subject)) {
      const when = facts.of('residency.when', subject);
      const lax = strength.value !== 'mandatory' || when.length > 0;
      if (!lax || facts.of('holds', subject).length > 0) continue;
      report({
        path: `${subject}.holds`,
        because: [strength, ...when, ...facts.of('residency.in', subject)],
        message: {
          en: `the residency rule of ${nameOf(subject)} is ${strength.value}${when.length > 0 ? ' unless it holds personal data' : ''}, and nothing says which data it holds`,
          ko: `${nameOf(subject)} 환경의 위치 규칙은 ${withParticle(strength.value, '이다/다')}${when.length > 0 ? ' (개인정보가 있으면 다르다)' : ''}. 그런데 어떤 데이터가 있는지 적혀 있지 않다`,
        },
      });
    }
  },
});

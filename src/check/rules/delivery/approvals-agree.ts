import { environment, onPremises, server, site, stage } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

const room = site('room', onPremises());
const approved = (name: string, approval: number) =>
  small(name, {
    roots: [],
    environments: [environment('production', { on: server(room), approval: { by: 2 } })],
    pipeline: { stages: [stage('approve', { does: 'approve', to: 'production', approval })] },
  });

export const rule = defineRule({
  id: 'delivery/approvals-agree',
  severity: 'warning',
  title: {
    en: 'The pipeline asks for the approvals that the environment asks for.',
    ko: '파이프라인이 받는 승인 수는 환경이 요구하는 수와 같다.',
  },
  why: {
    en: 'Where they differ, either the environment refuses what was approved, or it is let in with fewer eyes than agreed.',
    ko: '다르면 승인받은 것을 환경이 거절하거나, 약속보다 적은 눈으로 들어온다.',
  },
  fix: {
    en: 'Say one number in the stage and in the environment.',
    ko: '단계와 환경에 같은 수를 적는다.',
  },
  examples: () => ({ pass: [approved('two and two', 2)], fail: [approved('one for two', 1)] }),
  check({ facts, plan }, report) {
    const target = plan.environment.name;
    const [asked] = facts.of('approval.by', `environments.${target}`);
    if (!isReal(plan) || !asked) return;
    for (const stage of subjectsOf(facts, ['stages'])) {
      const given = facts.first('approval', stage);
      if (!asksHere(facts, stage, target) || given?.value === asked.value) continue;
      report({
        path: `${stage}.approval`,
        because: [given ?? facts.first('does', stage) ?? asked, asked],
        message: {
          en: `${nameOf(stage)} asks ${given?.value ?? 'nobody'} to approve; ${target} asks for ${asked.value}`,
          ko: `${nameOf(stage)}의 승인은 ${given?.value ?? 0}명, ${target}의 승인은 ${asked.value}명이다`,
        },
      });
    }
  },
});

/** A deployment to the environment, or whatever else of the way there says a number. */
function asksHere(facts: FactBase, stage: string, environment: string): boolean {
  const isTo = facts.of('to', stage).some((fact) => fact.value === environment);
  const isDeploy = facts.of('does', stage).some((fact) => fact.value === 'deploy');
  return isTo && (isDeploy || facts.of('approval', stage).length > 0);
}

import { withParticle } from '#kernel';
import { stage } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const deploying = (to: string) =>
  sketch(`to ${to}`, {
    plan: {
      pipeline: {
        stages: [
          stage('test', { does: 'test' }),
          stage('ask', { does: 'approve' }),
          stage('ship', { does: 'deploy', to }),
          stage('undo', { does: 'rollback' }),
        ],
      },
    },
  });

export const rule = defineRule({
  id: 'delivery/stage-knows-its-environment',
  severity: 'error',
  title: {
    en: 'What a stage deploys to is described.',
    ko: '단계가 배포하는 환경은 설명되어 있다.',
  },
  why: {
    en: 'An environment without size, data or rules is made up on the day, and proves nothing about production.',
    ko: '크기도 데이터도 규칙도 없는 환경은 그날 지어내게 되고, 운영에 대해 아무것도 증명하지 못한다.',
  },
  fix: { en: 'Describe it with `environment(…)`.', ko: '`environment(…)`로 설명한다.' },
  examples: () => ({ pass: [deploying('production')], fail: [deploying('staging')] }),
  check({ facts, plan }, report) {
    for (const to of facts.of('to')) {
      if (!to.subject.startsWith('stages.') || plan.environments.includes(to.value)) continue;
      report({
        path: `${to.subject}.to`,
        because: [to],
        message: {
          en: `${nameOf(to.subject)} deploys to ${to.value}, which the plan does not describe`,
          ko: `${nameOf(to.subject)} 단계가 배포하는 ${withParticle(to.value, '을/를')} 계획이 설명하지 않는다`,
        },
      });
    }
    for (const stages of facts.of('stages', 'plan')) {
      const lost = stages.value
        .flatMap(
          (one) => /deploy[- ](?:to )?(staging|production|development|test)/i.exec(one)?.[1] ?? [],
        )
        .filter((one) => !plan.environments.includes(one.toLowerCase()));
      if (lost.length === 0) continue;
      report({
        path: 'pipeline.stages',
        because: [stages],
        message: {
          en: `the pipeline deploys to ${lost.join(', ')}, which the plan does not describe`,
          ko: `파이프라인이 배포하는 ${withParticle(lost.join(', '), '을/를')} 계획이 설명하지 않는다`,
        },
      });
    }
  },
});

import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const staged = (name: string, stages: readonly string[]) =>
  sketch(name, { states: [{ stages: [...stages, 'approve', 'rollback'] }] });

export const rule = defineRule({
  id: 'delivery/tests-come-before-merge',
  severity: 'warning',
  title: {
    en: 'A change is tested before it is on the main branch.',
    ko: '변경은 main에 들어가기 전에 시험된다.',
  },
  why: {
    en: 'Tested afterwards, a failure leaves the branch everybody builds on broken.',
    ko: '나중에 시험하면 실패가 모두가 쓰는 브랜치를 망가뜨린 채 둔다.',
  },
  fix: {
    en: 'Run the tests on pull requests and protect the branch.',
    ko: 'pull request에서 시험하고 브랜치를 보호한다.',
  },
  examples: () => ({
    pass: [staged('on pull requests', ['pull-request', 'test', 'push', 'deploy'])],
    fail: [staged('after the push', ['push to main', 'test', 'deploy'])],
  }),
  check({ facts }, report) {
    const early =
      facts.of('on').some((fact) => fact.value.includes('pull-request')) ||
      facts.of('pipeline.branch.reviews').some((fact) => fact.value > 0);
    for (const stages of facts.of('stages', 'plan')) {
      const push = stages.value.findIndex(
        (one) => /push/i.test(one) && !/registry|ecr|image/i.test(one),
      );
      const test = stages.value.findIndex((one) => /test/i.test(one));
      const pull = stages.value.some((one) => /pull|merge request|review/i.test(one));
      if (push === -1 || test === -1 || push > test || pull || early) continue;
      report({
        path: 'pipeline.stages',
        because: [stages],
        message: {
          en: `${stages.value[test]} comes after ${stages.value[push]}: a failing change is already on the branch`,
          ko: `${stages.value[push]} 다음에 ${stages.value[test]} 단계가 온다. 실패하는 변경이 이미 브랜치에 들어와 있다`,
        },
      });
    }
  },
});

import { patch } from '#model';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'consistency/patches-are-shown',
  severity: 'info',
  title: {
    en: 'What is changed by hand in generated files is known to everybody.',
    ko: '만들어진 파일에서 손으로 바꾼 것은 모두가 안다.',
  },
  why: {
    en: 'A patch says something that no line of the design says: whoever reads only the design is mistaken about what runs.',
    ko: '패치는 설계의 어느 줄에도 없는 것을 말한다. 설계만 읽는 사람은 무엇이 도는지 잘못 안다.',
  },
  fix: {
    en: 'Say it in the design once there is a word for it, and take the patch away.',
    ko: '설계에 적을 말이 생기면 설계에 적고 패치를 지운다.',
  },
  examples: () => ({
    pass: [sketch('nothing by hand', {})],
    fail: [
      sketch('fewer replicas for a while', {
        plan: {
          patches: [
            patch({
              file: 'production/kubernetes/tokyo/api.yaml',
              object: 'Deployment/api',
              field: '/spec/replicas',
              value: 2,
              reason: 'the old cluster has two nodes',
            }),
          ],
        },
      }),
    ],
  }),
  check({ plan }, report) {
    for (const { file, field, line, reason, at } of plan.patches)
      report({
        path: 'patches',
        because: [],
        at,
        message: {
          en: `${field ?? line} of ${file} is changed by hand: ${reason}`,
          ko: `${file}의 ${field ?? line} 자리를 손으로 바꾼다: ${reason}`,
        },
      });
  },
});

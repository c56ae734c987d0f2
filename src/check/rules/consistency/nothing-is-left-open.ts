import { withParticle } from '#kernel';
import { unstated } from '#model';
import { wordsFor } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'consistency/nothing-is-left-open',
  severity: 'info',
  title: {
    en: 'What a reader looks for is said.',
    ko: '읽는 사람이 찾을 것은 적혀 있다.',
  },
  why: {
    en: 'A procedure without its number is understood by everybody in their own way.',
    ko: '수치 없는 절차는 저마다 다르게 이해한다.',
  },
  fix: { en: 'Say it in the design.', ko: '설계에 적는다.' },
  examples: () => ({
    pass: [sketch('said', { plan: { logs: { to: 'cloudwatch', keep: '30 d' } } })],
    fail: [sketch('not said', { states: [{ audit: { keep: unstated } }] })],
  }),
  check({ facts }, report) {
    for (const subject of facts.subjects('unstated')) {
      const open = facts
        .of('unstated', subject)
        .filter(
          ({ value }) =>
            !facts
              .about(subject)
              .some(({ attribute }) => attribute === value || attribute.startsWith(`${value}.`)),
        );
      if (open.length === 0) continue;
      const what = [...new Set(open.map((fact) => fact.value))].join(', ');
      report({
        path: subject,
        because: open,
        message: {
          en: `the document speaks of ${wordsFor(subject).en} and does not say its ${what}`,
          ko: `문서가 ${withParticle(wordsFor(subject).ko, '을/를')} 말하면서 다음을 적지 않았다: ${what}`,
        },
      });
    }
  },
});

import { withParticle } from '#kernel';
import { unstated } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'consistency/nothing-is-left-open',
  severity: 'warning',
  title: {
    en: 'What a reader looks for is said.',
    ko: '읽는 사람이 찾을 것은 적혀 있다.',
  },
  why: {
    en: 'A procedure without its number is understood by everybody in their own way.',
    ko: '수치 없는 절차는 저마다 다르게 이해한다.',
  },
  fix: { en: 'Say it in the design.', ko: '설계에 적는다.' },
  examples: {
    pass: [sketch('said', { plan: { logs: { to: 'cloudwatch', keep: '30 d' } } })],
    fail: [sketch('not said', { states: [{ audit: { keep: unstated } }] })],
  },
  check({ facts }, report) {
    for (const open of facts.of('unstated')) {
      const known = facts
        .about(open.subject)
        .some(
          (fact) => fact.attribute === open.value || fact.attribute.startsWith(`${open.value}.`),
        );
      if (known) continue;
      report({
        path: `${open.subject}.${open.value}`,
        because: [open],
        message: {
          en: `the document speaks of ${nameOf(open.subject)} ${open.value} and does not say it`,
          ko: `문서가 ${nameOf(open.subject)} ${withParticle(open.value, '을/를')} 말하면서 값을 적지 않았다`,
        },
      });
    }
  },
});

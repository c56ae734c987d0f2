import { withParticle } from '#kernel';
import { either } from '#model';
import { wordsFor } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'consistency/choices-are-made',
  severity: 'error',
  title: {
    en: 'Every “A or B” has been decided.',
    ko: '“A 또는 B”는 모두 정해졌다.',
  },
  why: {
    en: 'Nothing can be generated, priced or rehearsed for both.',
    ko: '둘 다를 위해 만들거나 값을 매기거나 연습할 수는 없다.',
  },
  fix: { en: 'Choose one.', ko: '하나를 고른다.' },
  examples: () => ({
    pass: [sketch('decided', { states: [{ network: { hostFirewall: 'nftables' } }] })],
    fail: [sketch('open', { states: [{ network: { hostFirewall: either('UFW', 'iptables') } }] })],
  }),
  check({ facts }, report) {
    for (const open of facts.of('undecided')) {
      const [path = '', answers = ''] = open.value.split(': ');
      const words = answers.split(' | ');
      report({
        path: `${open.subject}.${path}`,
        because: [open],
        message: {
          en: `${path} of ${wordsFor(open.subject).en} is left open: ${words.join(' or ')}`,
          ko: `${wordsFor(open.subject).ko}의 ${withParticle(path, '이/가')} 정해지지 않았다: ${words.join(' 또는 ')}`,
        },
      });
    }
  },
});

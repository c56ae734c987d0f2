import { withParticle } from '#kernel';
import { daily } from '#model';
import { durableStores, isCopied, nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'recovery/store-has-backup',
  severity: 'error',
  title: { en: 'Every store that remembers is copied.', ko: '기억하는 저장소는 모두 복사된다.' },
  why: {
    en: 'What no rule copies is gone with its disk, and what is made from it cannot be restored in time.',
    ko: '복사하지 않는 것은 디스크와 함께 사라지고, 거기서 만들어지는 것도 제때 되살릴 수 없다.',
  },
  fix: { en: 'Give the store a `backup`.', ko: '저장소에 `backup`을 적는다.' },
  examples: () => ({
    pass: [
      sketch('copied daily', { database: { backup: { full: daily('02:00', 'Asia/Seoul') } } }),
      sketch('mirrored, which is another rule’s matter', {
        database: { backup: { mirrored: true } },
      }),
    ],
    fail: [sketch('never copied', {})],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const subject of durableStores(facts)) {
      const isMirrored = facts.of('backup.mirrored', subject).some((fact) => fact.value);
      if (isCopied(facts, subject) || isMirrored) continue;
      const goals = [...facts.of('recovery.time', 'plan'), ...facts.of('recovery.point', 'plan')];
      report({
        path: `${subject}.backup`,
        because: [...facts.of('kind', subject), ...facts.of('format', subject), ...goals],
        message: {
          en: `nothing copies ${nameOf(subject)}: when it is lost, it is lost for good`,
          ko: `${withParticle(nameOf(subject), '을/를')} 복사한다는 말이 계획에 없다. 잃으면 되찾을 수 없다`,
        },
      });
    }
  },
});

import { daily } from '#model';
import { copies, nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { personalStores } from '../../personal.ts';
import { defineRule } from '../../rule.ts';

const holding = (name: string, encrypted?: boolean) =>
  sketch(name, {
    database: { holds: ['personal'], ...(encrypted !== undefined && { encrypted }) },
  });

export const rule = defineRule({
  id: 'security/personal-data-is-encrypted',
  severity: 'error',
  title: {
    en: 'Personal data rests encrypted, and so do its copies.',
    ko: '개인정보와 그 사본은 암호화되어 저장된다.',
  },
  why: {
    en: 'A lost disk or a copied backup is then a lost disk, and not a breach.',
    ko: '그래야 잃어버린 디스크나 복사된 백업이 유출 사고가 되지 않는다.',
  },
  fix: {
    en: 'Set `encrypted: true` on the store and in its `backup`.',
    ko: '저장소와 그 `backup`에 `encrypted: true`를 적는다.',
  },
  examples: () => ({
    pass: [
      holding('encrypted', true),
      sketch('all that rests is encrypted', {
        database: { holds: ['personal'], backup: { full: daily() } },
        states: [{ encrypted: true }],
      }),
    ],
    fail: [holding('in the clear', false), holding('nothing said')],
  }),
  check({ facts }, report) {
    for (const { subject, kinds, because } of personalStores(facts)) {
      const rest = facts.first('encrypted', subject) ?? facts.first('encrypted', 'plan');
      if (rest?.value !== true)
        report({
          path: `${subject}.encrypted`,
          because: [...because, ...(rest ? [rest] : [])],
          message: {
            en: `${nameOf(subject)} holds ${kinds} data, and nothing says it is encrypted`,
            ko: `${nameOf(subject)}에 ${kinds} 데이터가 있는데 암호화한다는 말이 없다`,
          },
        });
      const made = copies(facts, subject);
      const copied = facts.first('backup.encrypted', subject) ?? facts.first('encrypted', 'plan');
      if (made.length > 0 && copied?.value !== true)
        report({
          path: `${subject}.backup.encrypted`,
          because: [...made, ...because],
          message: {
            en: `copies of ${nameOf(subject)} hold ${kinds} data, and nothing says they are encrypted`,
            ko: `${nameOf(subject)}의 사본에 ${kinds} 데이터가 있는데 암호화한다는 말이 없다`,
          },
        });
    }
  },
});

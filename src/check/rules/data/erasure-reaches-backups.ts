import { printSpan } from '#kernel';
import { daily } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const erasing = (keep: '14 d' | '90 d') =>
  sketch(`backups kept ${keep}`, {
    database: { holds: ['personal'], erasure: '30 d', backup: { full: daily(), keep } },
  });

export const rule = defineRule({
  id: 'data/erasure-reaches-backups',
  severity: 'error',
  title: {
    en: 'An erased person is gone from the backups too, in time.',
    ko: '지운 사람은 백업에서도 제때 사라진다.',
  },
  why: {
    en: 'A backup kept longer than the promise to erase brings the person back with the next restore.',
    ko: '지우겠다는 약속보다 오래 둔 백업은 다음 복원 때 그 사람을 되살린다.',
  },
  fix: {
    en: 'Keep backups no longer than `erasure`, or promise what the backups allow.',
    ko: '백업을 `erasure`보다 오래 두지 않거나 백업이 허용하는 만큼만 약속한다.',
  },
  examples: () => ({ pass: [erasing('14 d')], fail: [erasing('90 d')] }),
  check({ facts }, report) {
    for (const keep of facts.of('backup.keep')) {
      const erasure = facts.first('erasure', keep.subject) ?? facts.first('erasure', 'plan');
      if (!erasure || keep.value <= erasure.value) continue;
      report({
        path: `${keep.subject}.backup.keep`,
        because: [keep, erasure],
        message: {
          en: `${nameOf(keep.subject)} promises erasure within ${printSpan(erasure.value)}, but its backups live ${printSpan(keep.value)}`,
          ko: `${nameOf(keep.subject)}의 데이터를 ${printSpan(erasure.value)} 안에 지우겠다고 약속하지만 백업은 ${printSpan(keep.value)} 동안 남는다`,
        },
      });
    }
  },
});

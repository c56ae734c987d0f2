import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'data/replica-lag-is-bounded',
  severity: 'warning',
  title: {
    en: 'Reads from a replica say how old they may be.',
    ko: '복제본에서 읽을 때 얼마나 오래된 것까지 허용하는지 적는다.',
  },
  why: {
    en: 'A user who saves and reads back from a lagging replica sees the save undone.',
    ko: '저장하고 뒤처진 복제본에서 읽은 사용자는 저장이 취소된 것처럼 본다.',
  },
  fix: {
    en: "Set `readers.maxLag`, e.g. '5 s', and send reads after a write to the primary.",
    ko: "`readers.maxLag`를 적고(예: '5 s') 쓴 직후의 읽기는 주 인스턴스로 보낸다.",
  },
  examples: () => ({
    pass: [sketch('bounded', { database: { readers: { count: 1, maxLag: '5 s' } } })],
    fail: [sketch('any age', { database: { readers: { count: 1 } } })],
  }),
  check({ facts }, report) {
    const subjects = new Set(
      [...facts.of('readers.count'), ...facts.of('readers.instance')].map((fact) => fact.subject),
    );
    for (const subject of subjects) {
      if (facts.first('readers.maxLag', subject)) continue;
      report({
        path: `${subject}.readers.maxLag`,
        because: [...facts.of('readers.count', subject), ...facts.of('readers.instance', subject)],
        message: {
          en: `reads from replicas of ${nameOf(subject)} may be of any age`,
          ko: `${nameOf(subject)}의 복제본에서 읽는 값이 얼마나 오래됐을지 ${withParticle('한도', '이/가')} 없다`,
        },
      });
    }
  },
});

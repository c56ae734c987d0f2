import { withParticle } from '#kernel';
import { daily } from '#model';
import { copies, durableStores, nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'recovery/mirror-is-no-backup',
  severity: 'error',
  title: {
    en: 'A live copy is not the only copy.',
    ko: '실시간 사본만 두지 않는다.',
  },
  why: {
    en: 'A mirror repeats a deletion, an encryption by malware or a wrong write within a second; there is no earlier moment to go back to.',
    ko: '미러는 삭제나 잘못된 쓰기도 곧바로 따라 한다. 돌아갈 이전 시점이 없다.',
  },
  fix: {
    en: 'Add full copies with a `keep`, or archive continuously beside them.',
    ko: '`keep`이 있는 전체 사본을 더하거나 변경을 계속 보관한다.',
  },
  examples: () => ({
    pass: [
      sketch('mirrored and copied', {
        database: { backup: { mirrored: true, full: daily('02:00', 'Asia/Seoul'), keep: '30 d' } },
      }),
    ],
    fail: [sketch('only mirrored', { database: { backup: { mirrored: true } } })],
  }),
  check({ facts }, report) {
    for (const subject of durableStores(facts)) {
      const mirror = facts.of('backup.mirrored', subject).find((fact) => fact.value);
      if (!mirror || copies(facts, subject).length > 0) continue;
      report({
        path: `${subject}.backup`,
        because: [mirror],
        message: {
          en: `${nameOf(subject)} is only mirrored: a deletion reaches the copy at once, and no earlier state is kept`,
          ko: `${withParticle(nameOf(subject), '은/는')} 미러만 있다. 삭제가 사본에도 곧바로 반영되고 이전 상태는 남지 않는다`,
        },
      });
    }
  },
});

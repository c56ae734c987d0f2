import { daily } from '#model';
import { copies, durableStores, goalOf, nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'recovery/objectives-are-said',
  severity: 'error',
  title: {
    en: 'Where data is copied, the plan says how much may be lost and how long recovery may take.',
    ko: '데이터를 복사하는 곳에는 얼마나 잃어도 되고 복구가 얼마나 걸려도 되는지 적혀 있다.',
  },
  why: {
    en: 'A backup schedule is neither good nor bad until somebody says what loss is acceptable.',
    ko: '받아들일 수 있는 손실을 말하지 않으면 백업 일정이 좋은지 나쁜지 알 수 없다.',
  },
  fix: {
    en: "Set `objectives.recovery`, e.g. `{ time: '1 h', point: '15 min' }`.",
    ko: "`objectives.recovery`를 적는다. 예: `{ time: '1 h', point: '15 min' }`.",
  },
  examples: () => ({
    pass: [
      sketch('copied, with objectives', {
        database: { backup: { full: daily('02:00', 'Asia/Seoul') } },
        plan: { objectives: { recovery: { time: '1 h', point: '1 d' } } },
      }),
    ],
    fail: [sketch('copied for nobody', { database: { backup: { full: daily('02:00', 'UTC') } } })],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const silent = durableStores(facts).flatMap((subject) => {
      const [copy] = copies(facts, subject);
      return copy && !goalOf(facts, 'recovery.point', subject) ? [copy] : [];
    });
    if (silent.length === 0) return;
    const names = silent.map((copy) => nameOf(copy.subject)).join(', ');
    report({
      path: 'objectives.recovery',
      because: silent,
      message: {
        en: `${names} ${silent.length > 1 ? 'are' : 'is'} copied, but no recovery point (RPO) says whether that is enough`,
        ko: `${names} 사본은 있지만 그것으로 충분한지 말해 줄 복구 시점 목표(RPO)가 없다`,
      },
    });
  },
});

import { printSize, printSpan, SECOND, withParticle } from '#kernel';
import { daily } from '#model';
import { isCopied, isDurable } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

// One stream over one gigabit, which a small team's restore really has. Published single-stream
// base backups reach 300 MiB/s and more on idle systems; a measured rate will replace this one.
const BYTES_PER_SECOND = 100 * 2 ** 20;

const restoring = (storage: '20 GiB' | '2 TiB') =>
  sketch(`restoring ${storage}`, {
    plan: { objectives: { recovery: { time: '30 min' } } },
    database: { storage, backup: { full: daily('02:00', 'Asia/Seoul') } },
  });

export const rule = defineRule({
  id: 'recovery/time-is-reachable',
  severity: 'error',
  title: {
    en: 'Reading a store back takes no longer than the recovery time.',
    ko: '저장소를 되읽는 시간은 복구 시간 목표(RTO)를 넘지 않는다.',
  },
  why: {
    en: 'A restore moves every byte; no procedure is faster than its disk and its wire.',
    ko: '복원은 모든 바이트를 옮긴다. 어떤 절차도 디스크와 회선보다 빠를 수 없다.',
  },
  fix: {
    en: 'Add a replica that can be promoted, shrink what must be restored first, or lengthen the recovery time.',
    ko: '승격할 복제본을 두거나, 먼저 되살릴 양을 줄이거나, 복구 시간 목표를 늘린다.',
  },
  examples: () => ({ pass: [restoring('20 GiB')], fail: [restoring('2 TiB')] }),
  check({ facts }, report) {
    for (const storage of facts.of('storage')) {
      const { subject } = storage;
      const goal = facts.first('recovery.time', subject) ?? facts.first('recovery.time', 'plan');
      const standby = (facts.first('instances', subject)?.value ?? 1) > 1;
      if (!goal || standby || !isDurable(facts, subject) || !isCopied(facts, subject)) continue;
      const needed = (storage.value / BYTES_PER_SECOND) * SECOND;
      if (needed <= goal.value) continue;
      const [size, took, time] = [
        printSize(storage.value),
        printSpan(needed),
        printSpan(goal.value),
      ];
      report({
        path: `${subject}.storage`,
        because: [storage, goal],
        message: {
          en: `${size} at 100 MiB/s take ${took} to read back; the recovery time is ${time}`,
          ko: `${withParticle(size, '을/를')} 100 MiB/s로 되읽으면 ${took} 걸린다. 복구 시간 목표(RTO)는 ${withParticle(time, '이다/다')}`,
        },
      });
    }
  },
});

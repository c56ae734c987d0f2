import { DAY, printSize, printSpan, withParticle } from '#kernel';
import { search } from '#model';
import { nameOf, partsOfKind } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const kept = (keep: '30 d' | '365 d') =>
  small(`5 GiB a day for ${keep}`, {
    roots: [search('index', { nodes: 3, storage: '100 GiB' })],
    logs: { to: 'index', perDay: '5 GiB', keep },
  });

export const rule = defineRule({
  id: 'observability/log-volume-fits',
  severity: 'error',
  title: {
    en: 'The log store holds what retention asks for.',
    ko: '로그 저장소는 보존 기간만큼을 담는다.',
  },
  why: {
    en: 'A full index stops taking lines, or drops the oldest before their time.',
    ko: '가득 찬 색인은 로그를 받지 않거나 오래된 것을 일찍 버린다.',
  },
  fix: {
    en: 'Grow the store, shorten `logs.keep`, or log less a day.',
    ko: '저장소를 늘리거나 `logs.keep`을 줄이거나 하루 로그를 줄인다.',
  },
  examples: () => ({ pass: [kept('30 d')], fail: [kept('365 d')] }),
  check({ facts }, report) {
    const keep = facts.first('logs.keep', 'plan');
    const daily = facts.first('logs.perDay', 'plan');
    if (!keep || !daily) return;
    for (const subject of partsOfKind(facts, 'search')) {
      const storage = facts.first('storage', subject);
      const nodes = facts.first('nodes', subject);
      const room = (storage?.value ?? 0) * (nodes?.value ?? 1);
      const needed = (keep.value / DAY) * daily.value;
      if (!storage || needed <= room) continue;
      report({
        path: `${subject}.storage`,
        because: [storage, ...(nodes ? [nodes] : []), keep, daily],
        message: {
          en: `${printSize(daily.value)} a day for ${printSpan(keep.value)} are ${printSize(needed)}; ${nameOf(subject)} has ${printSize(room)}, without a second copy`,
          ko: `하루 ${printSize(daily.value)}씩 ${printSpan(keep.value)}이면 ${printSize(needed)}인데 ${nameOf(subject)}의 용량은 복제 없이 ${withParticle(printSize(room), '이다/다')}`,
        },
      });
    }
  },
});

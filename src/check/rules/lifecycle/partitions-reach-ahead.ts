import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const until = (day: string) =>
  sketch(`partitions until ${day}`, { database: { partitions: { by: 'month', until: day } } });

export const rule = defineRule({
  id: 'lifecycle/partitions-reach-ahead',
  severity: 'error',
  title: {
    en: 'A partitioned table has partitions for tomorrow.',
    ko: '파티션 테이블에는 내일의 파티션이 있다.',
  },
  why: {
    en: 'A row that belongs to no partition is refused: writes stop on the day the last one ends.',
    ko: '들어갈 파티션이 없는 행은 거절된다. 마지막 파티션이 끝나는 날 쓰기가 멈춘다.',
  },
  fix: {
    en: 'Make partitions ahead by a job (`partitions: { rolling: true }`), and keep a default one.',
    ko: '작업으로 미리 만들고(`partitions: { rolling: true }`) 기본 파티션을 하나 둔다.',
  },
  examples: () => ({ pass: [until('2027-12-01')], fail: [until('2026-06-01')] }),
  check({ facts, asOf }, report) {
    for (const until of facts.of('partitions.until')) {
      const rolling = facts.of('partitions.rolling', until.subject).some((fact) => fact.value);
      if (rolling || until.value > asOf) continue;
      report({
        path: `${until.subject}.partitions.until`,
        because: [until],
        message: {
          en: `the last partition of ${nameOf(until.subject)} ended on ${until.value}, before ${asOf}: every new row is refused`,
          ko: `${nameOf(until.subject)}의 마지막 파티션은 ${until.value}에 끝났다. ${asOf}에는 새 행이 모두 거절된다`,
        },
      });
    }
  },
});

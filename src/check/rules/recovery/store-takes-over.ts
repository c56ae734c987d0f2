import { capabilityOf } from '#facts';
import { HOUR, printSpan } from '#kernel';
import { goalOf, nameOf, partsOfKind } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const plan = { objectives: { recovery: { time: '30 min' } } } as const;

export const rule = defineRule({
  id: 'recovery/store-takes-over',
  severity: 'error',
  title: {
    en: 'A database under a short recovery time has something that takes over by itself.',
    ko: '복구 시간이 짧은 데이터베이스에는 스스로 넘겨받을 것이 있다.',
  },
  why: {
    en: 'A read replica serves reads; without a standby somebody must wake up, decide and promote it.',
    ko: '읽기 복제본은 읽기만 받는다. 대기 인스턴스가 없으면 누군가 깨어나 판단하고 승격해야 한다.',
  },
  fix: {
    en: 'Add a standby (`replicas: 1`, `failover: true`), apart from replicas that serve reads.',
    ko: '읽기 복제본과 따로 대기 인스턴스(`replicas: 1`, `failover: true`)를 둔다.',
  },
  examples: {
    pass: [sketch('with a standby', { plan, database: { replicas: 1, failover: true } })],
    fail: [
      sketch('only readers', { plan, database: { readers: { count: 2, maxLag: '5 s' } } }),
      sketch('failover switched off', { plan, database: { replicas: 1, failover: false } }),
    ],
  },
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const subject of partsOfKind(facts, 'postgres', 'mysql')) {
      const goal = goalOf(facts, 'recovery.time', subject);
      const failover = facts.of('failover', subject);
      const copies = [
        ...facts.of('readers.count', subject),
        ...facts.of('replicas', subject),
      ].filter((fact) => fact.value > 0);
      const refused = failover.some((fact) => !fact.value);
      const taken = failover.some((fact) => fact.value);
      if (!goal || goal.value > 4 * HOUR || taken || (copies.length === 0 && !refused)) continue;
      if (
        !refused &&
        facts.of('replicas', subject).some((one) => one.value > 0 && one.origin === 'designed')
      )
        continue;
      const managed = facts.first('managed', subject);
      const note = managed && capabilityOf(managed.value, 'replica-takes-over')?.note;
      report({
        path: `${subject}.failover`,
        because: [...copies, ...failover, goal, ...(managed ? [managed] : [])],
        message: {
          en: `nothing says that a copy of ${nameOf(subject)} takes over by itself within ${printSpan(goal.value)}${note ? ` (${note.en})` : ''}`,
          ko: `${nameOf(subject)}의 복제본이 ${printSpan(goal.value)} 안에 스스로 넘겨받는다는 말이 없다${note ? ` (${note.ko})` : ''}`,
        },
      });
    }
  },
});

import { capabilityOf } from '#facts';
import { HOUR, printSpan } from '#kernel';
import type { Fact } from '#model';
import { goalOf, nameOf, partsOfKind } from '../../durable.ts';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule, type Report } from '../../rule.ts';

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
  examples: () => ({
    pass: [sketch('with a standby', { plan, database: { replicas: 1, failover: true } })],
    fail: [
      sketch('only readers', { plan, database: { readers: { count: 2, maxLag: '5 s' } } }),
      sketch('failover switched off', { plan, database: { replicas: 1, failover: false } }),
    ],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const subject of partsOfKind(facts, 'postgres', 'mysql')) {
      const goal = goalOf(facts, 'recovery.time', subject);
      const unsure = withoutStandby(facts, subject);
      if (goal && unsure && goal.value <= 4 * HOUR) report(toReport(facts, subject, goal, unsure));
    }
  },
});

function toReport(
  facts: FactBase,
  subject: string,
  goal: Fact<'recovery.time'>,
  unsure: readonly Fact[],
): Report {
  const managed = facts.of('managed', subject).slice(0, 1);
  const note = managed.map((one) => capabilityOf(one.value, 'replica-takes-over')?.note)[0];
  const [name, time] = [nameOf(subject), printSpan(goal.value)];
  return {
    path: `${subject}.failover`,
    because: [...unsure, goal, ...managed],
    message: {
      en: `nothing says that a copy of ${name} takes over by itself within ${time}${note ? ` (${note.en})` : ''}`,
      ko: `${name}의 복제본이 ${time} 안에 스스로 넘겨받는다는 말이 없다${note ? ` (${note.ko})` : ''}`,
    },
  };
}

/** What is said of the copies of a store of which none takes over; undefined when one does. */
function withoutStandby(facts: FactBase, subject: string): readonly Fact[] | undefined {
  const failover = facts.of('failover', subject);
  const replicas = facts.of('replicas', subject).filter((fact) => fact.value > 0);
  const copies = [
    ...facts.of('readers.count', subject).filter((fact) => fact.value > 0),
    ...replicas,
  ];
  if (failover.some((fact) => fact.value)) return undefined;
  const isStandby = replicas.some((fact) => fact.origin === 'designed');
  const isKept = failover.length === 0 && (copies.length === 0 || isStandby);
  return isKept ? undefined : [...copies, ...failover];
}

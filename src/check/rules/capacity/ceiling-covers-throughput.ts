import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const serving = (max: number) =>
  sketch(`at most ${max} replicas`, {
    plan: { objectives: { throughput: '1500 rps' } },
    service: { handles: '100 rps', replicas: { min: 2, max } },
  });

export const rule = defineRule({
  id: 'capacity/ceiling-covers-throughput',
  severity: 'error',
  title: {
    en: 'All replicas together handle the promised throughput.',
    ko: '모든 복제본을 합치면 약속한 처리량을 감당한다.',
  },
  why: {
    en: 'Above its ceiling a service does not get slower, it falls over.',
    ko: '상한을 넘은 서비스는 느려지는 것이 아니라 무너진다.',
  },
  fix: {
    en: 'Raise `replicas.max`, or make one replica handle more and measure it.',
    ko: '`replicas.max`를 올리거나, 복제본 하나가 더 감당하게 하고 측정한다.',
  },
  examples: () => ({ pass: [serving(20)], fail: [serving(10)] }),
  check({ facts }, report) {
    for (const handles of facts.of('handles')) {
      const goal = facts.first('throughput', handles.subject) ?? facts.first('throughput', 'plan');
      const most = facts.first('replicas.max', handles.subject);
      if (!goal || !most || most.value * handles.value >= goal.value) continue;
      const ceiling = most.value * handles.value;
      report({
        path: `${handles.subject}.replicas`,
        because: [most, handles, goal],
        message: {
          en: `${nameOf(handles.subject)} ends at ${most.value} × ${handles.value} = ${ceiling} rps; ${goal.value} rps are promised`,
          ko: `${nameOf(handles.subject)}의 상한은 ${most.value} × ${handles.value} = ${ceiling} rps인데 ${goal.value} rps를 약속한다`,
        },
        hint: {
          en: `Set \`replicas.max\` to ${Math.ceil(goal.value / handles.value)} or more.`,
          ko: `\`replicas.max\`를 ${Math.ceil(goal.value / handles.value)} 이상으로 한다.`,
        },
      });
    }
  },
});

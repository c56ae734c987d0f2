import type { Text } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const web = (replicas: number) =>
  sketch(`${replicas} replicas behind 99.9 %`, {
    plan: { objectives: { availability: '99.9%' } },
    service: { replicas },
    gateway: { replicas: 2 },
  });

export const rule = defineRule({
  id: 'availability/no-single-replica',
  severity: 'error',
  title: {
    en: 'What an availability objective rests on runs at least twice.',
    ko: '가용성 목표가 걸린 것은 둘 이상 돌아간다.',
  },
  why: {
    en: 'With one replica every crash, and every deploy, is an outage.',
    ko: '복제본이 하나면 죽을 때마다, 배포할 때마다 장애가 된다.',
  },
  fix: { en: 'Set `replicas` to 2 or more.', ko: '`replicas`를 2 이상으로 한다.' },
  examples: () => ({ pass: [web(2)], fail: [web(1)] }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const subject of facts.subjects(
      'kind',
      (kind) => kind === 'service' || kind === 'gateway',
    )) {
      const goal = facts.first('availability', subject) ?? facts.first('availability', 'plan');
      const replicas = facts.first('instances', subject);
      if (!goal || !replicas || replicas.value >= 2) continue;
      report({
        path: `${subject}.replicas`,
        because: [replicas, goal],
        message: replicas.from?.length
          ? single(nameOf(subject), replicas.value, goal.value)
          : unsaid(nameOf(subject), goal.value),
      });
    }
  },
});

const single = (name: string, replicas: number, goal: number): Text => ({
  en: `${name} runs ${replicas} replica under an availability of ${goal} %`,
  ko: `가용성 ${goal} %를 약속했는데 ${name}의 복제본은 ${replicas}개다`,
});
const unsaid = (name: string, goal: number): Text => ({
  en: `nothing says that ${name} runs more than one replica under an availability of ${goal} %`,
  ko: `가용성 ${goal} %를 약속했는데 ${name}의 복제본이 둘 이상이라는 말이 없다`,
});

import { gateway, route, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

/** A person clicking takes some requests a minute; one caller may take half of the system. */
const [LEAST, HALF] = [10 / 60, 0.5];

const limited = (name: string, rate: '600/min' | '10000/s') => {
  const routes = [route('/', service('shop', {}), { limit: { rate, per: 'client' } })];
  return small(name, {
    roots: [gateway('edge', { routes })],
    objectives: { throughput: '100 rps' },
  });
};

export const rule = defineRule({
  id: 'network/limit-leaves-room',
  severity: 'warning',
  title: {
    en: 'A rate limit lets a person work and leaves room for others.',
    ko: '요청 제한은 한 사람이 일할 수 있고 남에게도 자리가 남는 만큼이다.',
  },
  why: {
    en: 'Above half of the promised throughput one caller starves the rest; below ten a minute one page of a person is refused.',
    ko: '약속한 처리율의 절반을 넘으면 하나가 나머지를 굶기고, 분당 열 번보다 적으면 한 사람의 화면 하나도 거절한다.',
  },
  fix: { en: 'Move the limit in between.', ko: '그 사이로 옮긴다.' },
  examples: () => ({
    pass: [limited('ten a second of a hundred', '600/min')],
    fail: [limited('ten thousand a second of a hundred', '10000/s')],
  }),
  check({ facts, plan }, report) {
    const goal = facts.first('throughput', 'plan');
    if (!isReal(plan) || !goal) return;
    for (const subject of subjectsOf(facts, ['routes'])) {
      const count = facts.first('limit.rate.count', subject);
      const window = facts.first('limit.rate.windowMs', subject);
      if (!count || !window) continue;
      const each = (count.value / window.value) * 1_000;
      if (each >= LEAST && each <= HALF * goal.value) continue;
      report({
        path: `${subject}.limit`,
        because: [count, goal],
        message: {
          en: `${nameOf(subject)} lets one caller ask ${Math.round(each * 100) / 100} times a second; ${goal.value} rps are promised to all`,
          ko: `${nameOf(subject)}: 하나가 초당 ${Math.round(each * 100) / 100}번 물을 수 있다. 모두에게 약속한 것은 ${goal.value} rps다`,
        },
      });
    }
  },
});

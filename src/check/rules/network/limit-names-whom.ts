import { gateway, route, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const limited = (name: string, per?: 'api-key') =>
  small(name, {
    roots: [
      gateway('edge', {
        routes: [
          route('/api', service('api', {}), { limit: { rate: '100/min', ...(per && { per }) } }),
        ],
      }),
    ],
  });

export const rule = defineRule({
  id: 'network/limit-names-whom',
  severity: 'error',
  title: {
    en: 'A rate limit says whose requests it counts.',
    ko: '요청 한도에는 누구의 요청을 세는지 적혀 있다.',
  },
  why: {
    en: 'Counted by address, everything behind one proxy or office shares the limit: the site throttles itself.',
    ko: '주소로 세면 프록시나 사무실 뒤의 모두가 한도를 나눠 쓴다. 사이트가 스스로를 막는다.',
  },
  fix: {
    en: "Add `per`: 'api-key', 'user', 'client' or 'address'.",
    ko: "`per`를 적는다: 'api-key', 'user', 'client', 'address'.",
  },
  examples: () => ({ pass: [limited('per API key', 'api-key')], fail: [limited('of whom?')] }),
  check({ facts }, report) {
    for (const rate of facts.of('limit.rate.count')) {
      if (facts.first('limit.per', rate.subject)) continue;
      const window = facts.first('limit.rate.windowMs', rate.subject)?.value ?? 60_000;
      const perSecond = Math.round((rate.value / window) * 1_000 * 100) / 100;
      const to = facts.first('to', rate.subject)?.value;
      const behind = facts.of('admits', `parts.${to}`);
      report({
        path: `${rate.subject}.limit.per`,
        because: [rate, ...behind],
        message: {
          en: `${nameOf(rate.subject)} is limited to ${rate.value} requests (${perSecond} a second) without saying whose: by address, one caller in front would have that for everybody`,
          ko: `${nameOf(rate.subject)}의 한도는 ${rate.value}회(초당 ${perSecond}회)인데 누구 기준인지 없다. 주소 기준이면 앞단 하나가 모두의 몫을 나눠 쓴다`,
        },
      });
    }
  },
});

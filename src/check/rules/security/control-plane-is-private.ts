import { withParticle } from '#kernel';
import { aws, definePlan, eks, environment, nodePool, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const seoul = site('seoul', aws('ap-northeast-2'));
const reached = (name: string, endpoint: ('private' | 'public')[]) =>
  definePlan(name, {
    asOf: '2026-11-20',
    roots: [service('web', {})],
    environments: [
      environment('production', {
        on: eks(seoul, { endpoint, pools: [nodePool('web', { min: 2, max: 4 })] }),
      }),
    ],
  });

export const rule = defineRule({
  id: 'security/control-plane-is-private',
  severity: 'error',
  title: {
    en: 'The cluster’s control plane does not answer the whole internet.',
    ko: '클러스터의 제어 영역은 인터넷 전체에 답하지 않는다.',
  },
  why: {
    en: 'A leaked credential or a flaw in the API server is then usable from anywhere.',
    ko: '자격 증명이 새거나 API 서버에 결함이 있으면 어디서나 쓸 수 있게 된다.',
  },
  fix: {
    en: "Use `endpoint: ['private']` and reach it through a VPN or the provider's session service.",
    ko: "`endpoint: ['private']`로 하고 VPN이나 제공자의 세션 서비스로 들어간다.",
  },
  examples: () => ({
    pass: [reached('private', ['private'])],
    fail: [reached('both', ['private', 'public'])],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const endpoint of facts.of('endpoint')) {
      if (!endpoint.value.includes('public')) continue;
      report({
        path: `${endpoint.subject}.endpoint`,
        because: [endpoint],
        message: {
          en: `the control plane of ${nameOf(endpoint.subject)} answers on a public address, and no range is named that may call it`,
          ko: `${nameOf(endpoint.subject)}의 제어 영역이 공개 주소에서 답하고, 호출할 수 있는 ${withParticle('범위', '이/가')} 적혀 있지 않다`,
        },
      });
    }
  },
});

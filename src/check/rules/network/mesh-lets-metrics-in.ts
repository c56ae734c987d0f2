import { withParticle } from '#kernel';
import {
  claim,
  environment,
  gateway,
  onPremises,
  route,
  says,
  server,
  service,
  site,
} from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const meshed = (name: string, callers: readonly string[]) => {
  const shop = service('shop', {});
  return small(name, {
    roots: [gateway('edge', { routes: [route('/', shop)] })],
    monitoring: { metrics: ['prometheus'], watches: [shop] },
    environments: [
      environment('production', { on: server(site('room', onPremises())), mtls: true }),
    ],
    statements: [says('document.md:1', claim.of(shop, { authorizes: callers }))],
  });
};
/** Names under which whatever collects metrics is let in. */
const WATCHERS = /prometheus|monitor|metrics|telemetry|agent|\*/i;

export const rule = defineRule({
  id: 'network/mesh-lets-metrics-in',
  severity: 'warning',
  title: {
    en: 'A mesh with a list of callers names whoever collects the metrics.',
    ko: '호출자 목록이 있는 메시에는 지표를 모으는 쪽도 적혀 있다.',
  },
  why: {
    en: 'The scrape is a call like any other: left out of the list it is refused, and the alerts fall silent at the moment the mesh is turned on.',
    ko: '지표 수집도 호출이다. 목록에 없으면 거절되고, 메시를 켜는 순간 알림이 조용해진다.',
  },
  fix: {
    en: 'Let the collector’s identity in, for the metrics path alone.',
    ko: '수집기의 신원을 지표 경로에 한해 허용한다.',
  },
  examples: () => ({
    pass: [meshed('the collector is let in', ['edge', 'monitoring/prometheus'])],
    fail: [meshed('only the edge is let in', ['edge'])],
  }),
  check({ facts, plan }, report) {
    const mesh = facts.of('mtls', `environments.${plan.environment.name}`);
    if (!mesh.some((fact) => fact.value)) return;
    const watched = facts.of('monitoring.watches');
    for (const list of facts.of('authorizes')) {
      const name = nameOf(list.subject);
      const seen = watched.filter((fact) => fact.value.includes(name));
      if (seen.length === 0 || list.value.some((one) => WATCHERS.test(one))) continue;
      report({
        path: `${list.subject}.authorizes`,
        because: [list, ...seen, ...mesh],
        message: {
          en: `${name} is watched, and lets in only ${list.value.join(', ')}: whatever collects its metrics is refused`,
          ko: `${withParticle(name, '을/를')} 지켜본다면서 ${list.value.join(', ')}만 들인다. 지표를 모으는 쪽은 거절된다`,
        },
      });
    }
  },
});

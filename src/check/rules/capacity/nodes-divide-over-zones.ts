import { capabilityOf } from '#facts';
import { definePlan, environment, gcp, gke, nodePool, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';

const seoul = site('seoul', gcp('asia-northeast3', { zones: 3 }));
const pooled = (min: number) =>
  definePlan(`${min} nodes over three zones`, {
    asOf: '2026-11-20',
    roots: [service('web', {})],
    environments: [
      environment('production', { on: gke(seoul, { pools: [nodePool('web', { min, max: 12 })] }) }),
    ],
  });

export const rule = defineRule({
  id: 'capacity/nodes-divide-over-zones',
  severity: 'error',
  title: {
    en: 'A node pool divides evenly over its zones.',
    ko: '노드 풀은 영역에 고르게 나뉜다.',
  },
  why: {
    en: 'Regional pools are sized per zone; an uneven number cannot be set, and losing the fullest zone takes more than its share.',
    ko: '지역 노드 풀의 크기는 영역별이다. 나누어떨어지지 않는 수는 정할 수 없고, 많은 쪽 영역을 잃으면 몫보다 더 잃는다.',
  },
  fix: {
    en: "Choose a multiple of the zones, or say `counted: 'total'` and accept the uneven spread.",
    ko: "영역 수의 배수를 고르거나 `counted: 'total'`을 적고 고르지 않은 분포를 받아들인다.",
  },
  examples: () => ({ pass: [pooled(6)], fail: [pooled(5)] }),
  check({ facts, plan }, report) {
    for (const min of facts.of('min').filter((fact) => fact.subject.startsWith('pools.'))) {
      const engines = facts
        .of('engine')
        .filter((fact) => fact.subject.startsWith(`placements.${plan.environment.name}/`));
      const zonal = engines.some(
        (one) => capabilityOf(one.value, 'node-pool-sized-per-zone')?.value === true,
      );
      const zones = zonesOf(facts);
      const total = facts.first('counted', min.subject)?.value === 'total';
      if (!zonal || !zones || total || min.value % zones.count === 0) continue;
      const most = Math.ceil(min.value / zones.count);
      const left = Math.round(((min.value - most) / min.value) * 100);
      report({
        path: `${min.subject}.min`,
        because: [min, ...zones.because],
        message: {
          en: `${min.value} nodes of ${nameOf(min.subject)} do not divide over ${zones.count} zones: one zone has ${most}, and losing it leaves ${left} %`,
          ko: `${nameOf(min.subject)} 노드 ${min.value}대는 영역 ${zones.count}개에 나누어떨어지지 않는다. 한 영역에 ${most}대가 몰려, 그곳을 잃으면 ${left} %만 남는다`,
        },
      });
    }
  },
});

/** How many zones the nodes stand in: chosen by number, or by name. */
function zonesOf(facts: FactBase) {
  const [ids] = facts.of('zoneIds');
  const zones = facts.first('zones', 'plan') ?? facts.of('zones')[0];
  if (zones) return { count: zones.value, because: [zones] };
  return ids && { count: ids.value.length, because: [ids] };
}

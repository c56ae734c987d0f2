import { aws, definePlan, eks, environment, nodePool, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const seoul = site('seoul', aws('ap-northeast-2'));
const cluster = (name: string, nodes: boolean) =>
  definePlan(name, {
    asOf: '2026-11-20',
    roots: [service('web', {})],
    environments: [
      environment('production', {
        on: eks(seoul, nodes ? { pools: [nodePool('web', { min: 2, max: 4 })] } : {}),
      }),
    ],
  });

export const rule = defineRule({
  id: 'capacity/cluster-has-nodes',
  severity: 'error',
  title: {
    en: 'A cluster has nodes to run on.',
    ko: '클러스터에는 실행할 노드가 있다.',
  },
  why: {
    en: 'A control plane alone schedules nothing; every pod waits for ever.',
    ko: '제어 영역만으로는 아무것도 배치되지 않는다. 모든 pod가 끝없이 기다린다.',
  },
  fix: { en: 'Add a `nodePool` to the placement.', ko: '배치에 `nodePool`을 더한다.' },
  examples: () => ({
    pass: [cluster('with nodes', true)],
    fail: [cluster('without nodes', false)],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const mine = `placements.${plan.environment.name}/`;
    for (const { on, role } of [
      { on: plan.environment.on, role: 'primary' },
      ...plan.environment.also.map((one) => ({ on: one, role: 'secondary' })),
    ]) {
      if ((on.engine !== 'eks' && on.engine !== 'gke') || (on.pools?.length ?? 0) > 0) continue;
      const subject = `${mine}${on.site?.name}`;
      report({
        path: `${subject}.pools`,
        at: on.at,
        because: facts.about(subject).filter((fact) => fact.origin === 'stated'),
        message: {
          en: `the ${role} cluster on ${nameOf(subject)} has no node pool: nothing can run there`,
          ko: `${nameOf(subject)}의 ${role} 클러스터에 노드 풀이 없어 아무것도 돌 수 없다`,
        },
      });
    }
  },
});

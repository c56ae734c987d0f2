import { definePlan, environment, gcp, gke, nodePool, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const seoul = site('seoul', gcp('asia-northeast3', { zones: 3 }));
const thinking = (name: string, gpu: number) =>
  definePlan(name, {
    asOf: '2026-11-20',
    roots: [service('models', { gpu: 1 })],
    environments: [
      environment('production', {
        on: gke(seoul, { pools: [nodePool('wide', { min: 3, max: 6, ...(gpu > 0 && { gpu }) })] }),
      }),
    ],
  });

export const rule = defineRule({
  id: 'capacity/gpu-has-a-pool',
  severity: 'error',
  title: {
    en: 'What needs a GPU stands where there is one.',
    ko: 'GPU가 필요한 것은 GPU가 있는 곳에 있다.',
  },
  why: {
    en: 'A pod that asks for a GPU no node has is never scheduled.',
    ko: '어떤 노드에도 없는 GPU를 요청하는 pod는 배치되지 않는다.',
  },
  fix: {
    en: 'Add a node pool with `gpu`, or place the part where one is.',
    ko: '`gpu`가 있는 노드 풀을 더하거나 그런 곳에 배치한다.',
  },
  examples: () => ({
    pass: [thinking('a pool with GPUs', 1)],
    fail: [thinking('no GPU anywhere', 0)],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const clusters = [plan.environment.on, ...plan.environment.also];
    if (!clusters.some((one) => one.engine === 'eks' || one.engine === 'gke')) return;
    const pools = facts.of('gpu').filter((fact) => fact.subject.startsWith('pools.'));
    for (const gpu of facts.of('gpu')) {
      if (!gpu.subject.startsWith('parts.') || gpu.value === 0) continue;
      if (pools.some((pool) => pool.value >= gpu.value)) continue;
      report({
        path: `${gpu.subject}.gpu`,
        because: [gpu, ...facts.of('on', gpu.subject)],
        message: {
          en: `${nameOf(gpu.subject)} needs ${gpu.value} GPU, and no node pool has one`,
          ko: `${nameOf(gpu.subject)}에 GPU ${gpu.value}개가 필요한데 그런 노드 풀이 없다`,
        },
      });
    }
  },
});

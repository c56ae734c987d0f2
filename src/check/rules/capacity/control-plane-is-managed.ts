import { capabilityOf } from '#facts';
import { aws, definePlan, eks, environment, nodePool, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import { defineRule } from '../../rule.ts';

const seoul = site('seoul', aws('ap-northeast-2'));
const counted = (name: string, controlPlaneNodes?: number) =>
  definePlan(name, {
    asOf: '2026-11-20',
    roots: [service('web', {})],
    environments: [
      environment('production', {
        on: eks(seoul, {
          pools: [nodePool('web', { min: 2, max: 4 })],
          ...(controlPlaneNodes && { controlPlaneNodes }),
        }),
      }),
    ],
  });

export const rule = defineRule({
  id: 'capacity/control-plane-is-managed',
  severity: 'error',
  title: {
    en: 'A managed cluster counts no control-plane nodes.',
    ko: '관리형 클러스터에서는 제어 영역 노드를 세지 않는다.',
  },
  why: {
    en: 'The provider runs it: the number cannot be set, and a plan that sets it describes another kind of cluster.',
    ko: '제공자가 운영하므로 수를 정할 수 없다. 정해 둔 계획은 다른 종류의 클러스터를 말한다.',
  },
  fix: { en: 'Leave the number out.', ko: '그 수를 뺀다.' },
  examples: () => ({
    pass: [counted('left to the provider')],
    fail: [counted('three masters', 3)],
  }),
  check({ facts }, report) {
    for (const nodes of facts.of('controlPlaneNodes')) {
      const engine = facts.first('engine', nodes.subject);
      const known = engine && capabilityOf(engine.value, 'managed-control-plane');
      if (!engine || !known?.value || nodes.value === 0) continue;
      report({
        path: `${nodes.subject}.controlPlaneNodes`,
        because: [nodes, engine],
        message: {
          en: `${nodeWords(nodes.value)} are planned on ${nameOf(nodes.subject)}, but ${known.note.en}`,
          ko: `${nameOf(nodes.subject)}에 제어 영역 노드 ${nodes.value}대를 계획했지만 ${known.note.ko}`,
        },
      });
    }
  },
});

const nodeWords = (count: number): string => `${count} control-plane nodes`;

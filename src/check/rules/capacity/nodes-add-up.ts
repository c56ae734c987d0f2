import { redis } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

const cached = (name: string, nodes: number) =>
  small(name, { roots: [redis('cache', { shards: 3, replicas: 1, nodes })] });

export const rule = defineRule({
  id: 'capacity/nodes-add-up',
  severity: 'error',
  title: {
    en: 'The nodes of a cache are its primaries and their replicas.',
    ko: '캐시의 노드 수는 주 노드와 그 복제본을 합한 것이다.',
  },
  why: {
    en: 'Three figures that do not multiply leave open how many may be lost, and what is paid.',
    ko: '곱이 맞지 않는 세 수로는 몇을 잃어도 되는지, 얼마를 내는지 알 수 없다.',
  },
  fix: {
    en: 'nodes = shards × (replicas + 1).',
    ko: 'nodes = shards × (replicas + 1)이 되게 한다.',
  },
  examples: () => ({ pass: [cached('three pairs', 6)], fail: [cached('five for three pairs', 5)] }),
  check({ facts }, report) {
    for (const subject of subjectsOf(facts, ['redis'])) {
      const [nodes, replicas, shards] = [
        facts.first('nodes', subject),
        facts.first('replicas', subject),
        facts.first('shards', subject),
      ];
      if (!nodes || !replicas) continue;
      const sum = (shards?.value ?? 1) * (replicas.value + 1);
      // A document that says 'three nodes, each with a replica' counts the primaries.
      const isPrimaries = nodes.origin === 'stated' && nodes.value === shards?.value;
      if (sum === nodes.value || isPrimaries) continue;
      const words = `${shards?.value ?? 1} × (${replicas.value} + 1) = ${sum}`;
      report({
        path: `${subject}.nodes`,
        because: [nodes, replicas, ...(shards ? [shards] : [])],
        message: {
          en: `${nameOf(subject)} has ${nodes.value} nodes; ${words}`,
          ko: `${nameOf(subject)}의 노드는 ${nodes.value}개인데 ${words}개다`,
        },
      });
    }
  },
});

import { link, search, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const indexed = (name: string, clustered: boolean) =>
  small(name, {
    roots: [service('logs', { uses: [link(search('index', { nodes: 3, clustered }))] })],
  });

export const rule = defineRule({
  id: 'capacity/nodes-form-a-cluster',
  severity: 'error',
  title: { en: 'Several nodes form one cluster.', ko: '여러 노드는 한 클러스터를 이룬다.' },
  why: {
    en: 'Nodes that each believe to be alone hold three different indexes: a search finds a third.',
    ko: '저마다 혼자라고 믿는 노드는 서로 다른 색인을 갖는다. 검색은 일부만 찾는다.',
  },
  fix: {
    en: 'Let the nodes discover one another (`clustered: true`), or run one.',
    ko: '노드가 서로를 찾게 하거나(`clustered: true`) 하나만 돌린다.',
  },
  examples: () => ({
    pass: [indexed('one cluster', true)],
    fail: [indexed('three loners', false)],
  }),
  check({ facts }, report) {
    for (const clustered of facts.of('clustered')) {
      const nodes = facts.first('nodes', clustered.subject);
      if (clustered.value || !nodes || nodes.value < 2) continue;
      report({
        path: `${clustered.subject}.clustered`,
        because: [clustered, nodes],
        message: {
          en: `${nameOf(clustered.subject)} has ${nodes.value} nodes that each run as a single node: ${nodes.value} separate indexes`,
          ko: `${nameOf(clustered.subject)}의 노드 ${nodes.value}개가 각각 단일 노드로 돈다. 색인이 ${nodes.value}개로 갈라진다`,
        },
      });
    }
  },
});

import { cacheNodeSizes } from '#facts';
import { printSize, withParticle } from '#kernel';
import { link, redis, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const sized = (memory: '13 GB' | '16 GB') =>
  small(`nodes of ${memory}`, {
    roots: [
      service('web', {
        uses: [link(redis('cache', { managed: 'memorystore-cluster', memory, keeps: ['cache'] }))],
      }),
    ],
  });

export const rule = defineRule({
  id: 'capacity/cache-size-is-offered',
  severity: 'error',
  title: {
    en: 'A managed cache has nodes of a size that exists.',
    ko: '관리형 캐시의 노드는 실제로 있는 크기다.',
  },
  why: {
    en: 'Managed caches come in fixed node types; another size cannot be ordered, and usable memory is less than the type’s.',
    ko: '관리형 캐시는 정해진 노드 종류로만 나온다. 다른 크기는 주문할 수 없고 쓸 수 있는 메모리는 그보다 적다.',
  },
  fix: { en: 'Choose one of the node types.', ko: '노드 종류 가운데 하나를 고른다.' },
  examples: () => ({ pass: [sized('13 GB')], fail: [sized('16 GB')] }),
  check({ facts }, report) {
    for (const memory of facts.of('memory')) {
      const managed = facts.first('managed', memory.subject);
      if (managed?.value !== 'memorystore-cluster') continue;
      const sizes = cacheNodeSizes(managed.value);
      if (sizes.some((one) => Math.abs(one.memory - memory.value) / memory.value < 0.08)) continue;
      const near = [...sizes]
        .sort((a, b) => Math.abs(a.memory - memory.value) - Math.abs(b.memory - memory.value))
        .slice(0, 2)
        .map((one) => `${one.name} (${one.memory / 1e9} GB)`)
        .join(', ');
      report({
        path: `${memory.subject}.memory`,
        because: [memory, managed],
        message: {
          en: `${nameOf(memory.subject)} asks for nodes of ${printSize(memory.value)}, which ${managed.value} has not`,
          ko: `${nameOf(memory.subject)}의 노드 크기 ${withParticle(printSize(memory.value), '은/는')} ${managed.value}에 없다`,
        },
        hint: { en: `The nearest are ${near}.`, ko: `가까운 것: ${near}.` },
      });
    }
  },
});

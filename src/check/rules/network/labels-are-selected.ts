import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const picking = (name: string, labels: readonly string[]) =>
  sketch(name, { statesOfService: { labels, selects: ['version=green'] } });

export const rule = defineRule({
  id: 'network/labels-are-selected',
  severity: 'error',
  title: {
    en: 'A selector picks instances that carry its labels.',
    ko: '선택자는 그 레이블을 단 인스턴스를 고른다.',
  },
  why: {
    en: 'A selector that matches nothing is a service without instances: every request fails at once.',
    ko: '아무것도 맞지 않는 선택자는 인스턴스 없는 서비스다. 모든 요청이 곧바로 실패한다.',
  },
  fix: {
    en: 'Label the instances, or select what they carry.',
    ko: '인스턴스에 레이블을 달거나 달린 것을 고른다.',
  },
  examples: () => ({
    pass: [picking('labelled', ['app=web', 'version=green'])],
    fail: [picking('no such label', ['app=web'])],
  }),
  check({ facts }, report) {
    for (const subject of facts.subjects('selects')) {
      const labels = facts.of('labels', subject);
      const carried = labels.flatMap((fact) => fact.value);
      const selects = facts.of('selects', subject);
      const lost = [...new Set(selects.flatMap((fact) => fact.value))].filter(
        (one) => !carried.includes(one),
      );
      if (labels.length === 0 || lost.length === 0) continue;
      report({
        path: `${subject}.selects`,
        because: [...selects, ...labels],
        message: {
          en: `${nameOf(subject)} is picked by ${lost.join(', ')}, and its instances carry only ${carried.join(', ')}`,
          ko: `${withParticle(nameOf(subject), '을/를')} ${withParticle(lost.join(', '), '으로/로')} 고르는데 인스턴스에는 ${carried.join(', ')}만 달려 있다`,
        },
      });
    }
  },
});

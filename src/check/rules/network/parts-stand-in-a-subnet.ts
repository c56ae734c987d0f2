import { withParticle } from '#kernel';
import { type Plan, service, subnet } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { type Needed, reportUnsaid, subjectsOf } from '../../said.ts';

const NEEDS: readonly Needed[] = [
  {
    of: ['subnets'],
    says: ['range', 'zones'],
    en: 'addresses run out or overlap, and a loss of a zone takes who knows what',
    ko: '주소가 모자라거나 겹치고, 영역 하나를 잃으면 무엇을 잃는지 모른다.',
  },
  {
    of: ['plan'],
    says: ['network.nat', 'network.operators'],
    en: 'how private machines get patches, and how people get to them, is found out at night',
    ko: 'private 머신이 어떻게 패치를 받고 사람이 어떻게 들어가는지 한밤중에 알게 된다.',
  },
];

const [shop, stock] = [service('shop', {}), service('stock', {})];
const inside = (name: string, parts: readonly (typeof shop)[]): Plan =>
  small(name, {
    roots: [shop, stock],
    network: {
      nat: true,
      operators: 'vpn',
      subnets: [subnet('private', { access: 'private', range: '10.0.0.0/24', zones: 1, parts })],
    },
  });

export const rule = defineRule({
  id: 'network/parts-stand-in-a-subnet',
  severity: 'warning',
  title: {
    en: 'Everything with an address stands in a described part of the network.',
    ko: '주소가 있는 것은 모두 설명된 네트워크 구역에 서 있다.',
  },
  why: {
    en: 'What stands nowhere is put into the default subnet, which is often the public one.',
    ko: '어디에도 없는 것은 기본 서브넷에 놓이고, 그것은 흔히 공개된 곳이다.',
  },
  fix: { en: 'Add the part to a subnet.', ko: '그 구성 요소를 서브넷에 더한다.' },
  examples: () => ({
    pass: [inside('both are inside', [shop, stock])],
    fail: [inside('one of two', [shop])],
  }),
  check(subject, report) {
    reportUnsaid(subject, NEEDS, report);
    const { facts, plan } = subject;
    const listed = facts.of('parts').filter((fact) => fact.subject.startsWith('subnets.'));
    if (!isReal(plan) || listed.length === 0) return;
    const known = listed.flatMap((fact) => fact.value);
    const kinds = ['gateway', 'service', 'postgres', 'mysql', 'redis', 'search'];
    for (const part of subjectsOf(facts, kinds)) {
      const name = nameOf(part);
      if (known.includes(name)) continue;
      report({
        path: `${part}.subnet`,
        because: [...facts.of('kind', part), ...listed],
        message: {
          en: `${name} stands in no subnet, while others do`,
          ko: `다른 것과 달리 ${withParticle(name, '은/는')} 어느 서브넷에도 없다`,
        },
      });
    }
  },
});

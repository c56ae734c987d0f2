import { capabilityOf } from '#facts';
import { withParticle } from '#kernel';
import { saving, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const saved = (by: 'reserved' | 'savings-plan') => {
  const web = service('web', { managed: 'fargate' });
  return small(`Fargate by ${by}`, {
    roots: [web],
    savings: [saving('term', { by, covers: [web], percent: '30%' })],
  });
};

export const rule = defineRule({
  id: 'cost/saving-applies',
  severity: 'error',
  title: {
    en: 'A discount is one the service is sold with.',
    ko: '할인은 그 서비스에 실제로 있는 것이다.',
  },
  why: {
    en: 'A reservation bought for a service it does not cover is paid on top.',
    ko: '해당하지 않는 서비스를 위해 산 예약은 덤으로 내는 돈이다.',
  },
  fix: {
    en: 'Use the discount that covers it (Compute Savings Plans for Fargate).',
    ko: '해당하는 할인을 쓴다 (Fargate는 Compute Savings Plans).',
  },
  examples: () => ({ pass: [saved('savings-plan')], fail: [saved('reserved')] }),
  check({ facts }, report) {
    for (const by of facts.of('by')) {
      if (by.value !== 'reserved' || !by.subject.startsWith('savings.')) continue;
      const covers = facts.of('covers', by.subject);
      const named = covers.flatMap((fact) => fact.value).map((one) => `parts.${one}`);
      const concerned = facts
        .of('managed')
        .filter((fact) => named.length === 0 || named.includes(fact.subject))
        .filter(
          (fact) => capabilityOf(fact.value, 'covered-by-reserved-instances')?.value === false,
        );
      if (concerned.length === 0) continue;
      const names = concerned.map((fact) => `${nameOf(fact.subject)} (${fact.value})`).join(', ');
      report({
        path: `${by.subject}.by`,
        because: [by, ...facts.of('percent', by.subject), ...covers, ...concerned],
        message: {
          en: `Reserved Instances do not cover ${names}`,
          ko: `Reserved Instance는 ${withParticle(names, '을/를')} 덮지 않는다`,
        },
      });
    }
  },
});

import { type ClassService, classesOf } from '#facts';
import { withParticle } from '#kernel';
import { familyOf, knownClass, serviceOf } from '../../classes.ts';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const classed = (instance: string) =>
  sketch(`a database on ${instance}`, { database: { managed: 'rds', instance } });

export const rule = defineRule({
  id: 'capacity/class-is-offered',
  severity: 'error',
  title: {
    en: 'Every machine class is one the provider offers.',
    ko: '모든 인스턴스 클래스는 제공자가 실제로 파는 것이다.',
  },
  why: {
    en: 'The call that creates it is refused, on the day it is needed.',
    ko: '필요한 그날 생성 요청이 거부된다.',
  },
  fix: { en: 'Choose a class of the provider’s list.', ko: '제공자 목록에 있는 클래스를 고른다.' },
  examples: () => ({ pass: [classed('db.m6g.large')], fail: [classed('db.r6g.medium')] }),
  check({ facts }, report) {
    for (const fact of [...facts.of('instance'), ...facts.of('readers.instance')]) {
      const known = knownClass(facts, fact);
      if (known.state === 'offered') continue;
      const service = serviceOf(facts, fact);
      const offered = known.state === 'not-offered';
      const near = service && familyIn(service, fact.value);
      report({
        path: `${fact.subject}.${fact.attribute}`,
        because: [fact],
        severity: offered ? 'error' : 'info',
        message: offered
          ? {
              en: `${service} does not offer ${fact.value} for ${nameOf(fact.subject)}${known.note ? ` (${known.note})` : ''}`,
              ko: `${nameOf(fact.subject)}에 적은 ${withParticle(fact.value, '은/는')} ${service}에 없는 클래스다`,
            }
          : {
              en: `no table knows the class ${fact.value} of ${nameOf(fact.subject)}`,
              ko: `${nameOf(fact.subject)}의 클래스 ${withParticle(fact.value, '을/를')} 아는 표가 없다`,
            },
        ...(near && {
          hint: { en: `Offered in the family: ${near}.`, ko: `같은 계열에서 파는 것: ${near}.` },
        }),
      });
    }
  },
});

/** A few classes of the same family, as a list to choose from. */
const familyIn = (service: ClassService, name: string): string =>
  classesOf(service)
    .filter((one) => familyOf(one) === familyOf(name))
    .slice(0, 4)
    .join(', ');

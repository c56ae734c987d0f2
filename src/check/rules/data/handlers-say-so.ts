import { withParticle } from '#kernel';
import { link, postgres, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { hops } from '../../hops.ts';
import { PERSONAL } from '../../personal.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const people = postgres('people', { holds: ['personal'] });
const reading = (name: string, handlesData: readonly 'personal'[]) =>
  small(name, { roots: [service('shop', { uses: [link(people)], handlesData })] });

export const rule = defineRule({
  id: 'data/handlers-say-so',
  severity: 'warning',
  title: {
    en: 'Who reads data about people says that it handles it.',
    ko: '사람에 대한 데이터를 읽는 것은 다룬다고 말한다.',
  },
  why: {
    en: 'Rules about log-in, audit and place look at what a service says it handles, and pass over one that says nothing.',
    ko: '로그인, 감사, 장소에 대한 규칙은 서비스가 다룬다고 말한 것을 보고, 말하지 않은 서비스는 지나친다.',
  },
  fix: { en: 'Add the class to `handlesData`.', ko: '그 부류를 `handlesData`에 더한다.' },
  examples: () => ({
    pass: [reading('reads people and says so', ['personal'])],
    fail: [reading('reads people in silence', [])],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const [from, own] of Map.groupBy(hops(facts), (hop) => hop.from)) {
      if (facts.first('kind', from)?.value !== 'service') continue;
      const said: readonly string[] = facts.of('handlesData', from).flatMap((fact) => fact.value);
      const met = own.flatMap((hop) => classesOf(facts, hop.to));
      const silent = [...new Set(met)].filter((one) => !said.includes(one));
      if (silent.length === 0) continue;
      const words = silent.join(', ');
      report({
        path: `${from}.handlesData`,
        because: [...facts.of('kind', from), ...own.map((hop) => hop.fact)],
        message: {
          en: `${nameOf(from)} reaches ${words} data and does not say that it handles it`,
          ko: `${withParticle(nameOf(from), '은/는')} ${words} 데이터에 닿는데 다룬다고 말하지 않는다`,
        },
      });
    }
  },
});

/** Classes about people behind a hop: what rests there, or what is handled there. */
const classesOf = (facts: FactBase, subject: string): readonly string[] =>
  [...facts.of('holds', subject), ...facts.of('handlesData', subject)]
    .flatMap((fact) => fact.value)
    .filter((one) => PERSONAL.includes(one));

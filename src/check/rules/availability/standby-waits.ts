import { aws, definePlan, eks, environment, gateway, route, service, site } from '#model';
import type { FactBase } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';

const standing = (name: string, weight: number) => {
  const [here, there] = [site('here', aws('eu-central-1')), site('there', aws('eu-west-1'))];
  const edge = gateway('edge', { routes: [route('/', service('shop', {}))] });
  return definePlan(name, {
    asOf: '2026-11-20',
    roots: [edge],
    environments: [
      environment('production', {
        on: weight > 0 ? [eks(here, { weight: 100 - weight }), eks(there, { weight })] : eks(here),
        standby: eks(there),
      }),
    ],
  });
};

export const rule = defineRule({
  id: 'availability/standby-waits',
  severity: 'error',
  title: {
    en: 'A standby takes no traffic until it must.',
    ko: '대기 사이트는 필요할 때까지 트래픽을 받지 않는다.',
  },
  why: {
    en: 'What already carries its share has no room for the other’s: on the day of the loss it gets several times what it was sized for.',
    ko: '이미 제 몫을 나르는 곳에는 남의 몫을 실을 자리가 없다. 잃는 날, 잡아 둔 크기의 몇 배가 몰린다.',
  },
  fix: {
    en: 'Take its weight away, or call it a second active site and size each for all.',
    ko: '가중치를 없애거나, 두 번째 활성 사이트로 부르고 각각 전체를 감당하게 잡는다.',
  },
  examples: () => ({
    pass: [standing('only standing by', 0)],
    fail: [standing('a third of the traffic', 30)],
  }),
  check({ facts, plan }, report) {
    const here = `environments.${plan.environment.name}`;
    const mine = `placements.${plan.environment.name}/`;
    const stated = facts.about(here).find((fact) => String(fact.attribute) === STATED);
    const placed = facts
      .of('role')
      .find((one) => one.subject.startsWith(mine) && one.value === 'standby');
    const waits = stated ?? placed;
    if (!waits) return;
    const region = stated ? String(stated.value) : regionAt(facts, waits.subject);
    for (const weight of facts.of('weight').filter((fact) => fact.subject.startsWith(mine))) {
      if (weight.value === 0 || region === undefined || regionAt(facts, weight.subject) !== region)
        continue;
      const name = weight.subject.slice(mine.length);
      report({
        path: `${here}.standby`,
        because: [waits, weight],
        message: {
          en: `${name} stands by, and takes ${weight.value} % of the traffic`,
          ko: `${name} 사이트는 대기라면서 트래픽의 ${weight.value} %를 받는다`,
        },
      });
    }
  },
});

/** A document that names a standby names its site with it. */
const STATED = 'standby.site.region';

/** 'placements.production/there' stands in the region of the site 'there'. */
const regionAt = (facts: FactBase, placement: string): string | undefined =>
  facts.first('region', `sites.${placement.slice(placement.indexOf('/') + 1)}`)?.value;

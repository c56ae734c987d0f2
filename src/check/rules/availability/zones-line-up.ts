import type { Text } from '#kernel';
import {
  environment,
  type Fact,
  gateway,
  onPremises,
  type Plan,
  route,
  server,
  service,
  site,
  subnet,
} from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

const SPREAD = ['service', 'gateway', 'postgres', 'mysql', 'redis', 'search'];

const spread = (name: string, zones: number): Plan => {
  const shop = service('shop', { zones, replicas: 3 });
  const home = site('home', onPremises({ zones: 3 }));
  const inside = subnet('private', { access: 'private', zones: 3, parts: [shop] });
  return small(name, {
    roots: [gateway('edge', { routes: [route('/', shop)] })],
    environments: [environment('production', { on: server(home) })],
    network: { subnets: [inside] },
  });
};

export const rule = defineRule({
  id: 'availability/zones-line-up',
  severity: 'warning',
  title: {
    en: 'Parts, subnets and sites are spread over the same zones.',
    ko: '구성 요소와 서브넷과 사이트는 같은 영역에 나뉘어 있다.',
  },
  why: {
    en: 'What is spread wider than its ground does not start; what is spread narrower loses more than its share with one zone.',
    ko: '바탕보다 넓게 나누면 시작하지 못하고, 좁게 나누면 영역 하나에 제 몫보다 많이 잃는다.',
  },
  fix: { en: 'Spread it over the zones that are there.', ko: '있는 영역만큼 나눈다.' },
  examples: () => ({
    pass: [spread('three over three', 3)],
    fail: [spread('three over two of three', 2), spread('over six of three', 6)],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const home = groundOf(facts, [`sites.${plan.environment.on.site?.name}`]);
    const misfits = [
      ...(home ? subnets(facts, home) : []),
      ...subjectsOf(facts, SPREAD).flatMap((part) => misfitsOf(facts, part)),
    ];
    for (const { fact, ground, why } of misfits)
      report({
        path: `${fact.subject}.${fact.attribute}`,
        because: [fact, ...ground.because],
        message: {
          en: `${nameOf(fact.subject)} is spread over ${fact.value} zones, ${ground.name} over ${ground.zones}: ${why.en}`,
          ko: `${nameOf(fact.subject)}의 영역은 ${fact.value}, ${ground.name}의 영역은 ${ground.zones}. ${why.ko}`,
        },
      });
  },
});

interface Misfit {
  readonly fact: Fact<'zones' | 'readers.zones'>;
  readonly ground: Ground;
  readonly why: Text;
}

const subnets = (facts: FactBase, ground: Ground): readonly Misfit[] =>
  subjectsOf(facts, ['subnets'])
    .flatMap((one) => facts.of('zones', one))
    .filter((fact) => fact.value > widest(facts))
    .map((fact) => ({ fact, ground, why: WIDE }));

function misfitsOf(facts: FactBase, part: string): readonly Misfit[] {
  const ground = under(facts, part);
  if (!ground) return [];
  const count = facts.first('instances', part)?.value ?? 0;
  const own = facts.of('zones', part);
  const wide = [...own, ...facts.of('readers.zones', part)].filter(
    (fact) => fact.value > ground.zones,
  );
  const narrow = own.filter((fact) => fact.value < Math.min(count, ground.zones));
  return [
    ...wide.map((fact) => ({ fact, ground, why: WIDE })),
    ...narrow.map((fact) => ({ fact, ground, why: NARROW })),
  ];
}

const WIDE = { en: 'there are no more', ko: '그보다 많은 영역은 없다.' };
const NARROW = {
  en: 'a loss takes more than its share',
  ko: '하나를 잃으면 제 몫보다 많이 잃는다.',
};

interface Ground {
  readonly name: string;
  readonly zones: number;
  readonly because: readonly Fact[];
}

/** What a part stands on: its subnet, else its sites. */
const under = (facts: FactBase, part: string): Ground | undefined =>
  groundOf(
    facts,
    subjectsOf(facts, ['subnets']).filter((one) =>
      facts.of('parts', one).some((fact) => fact.value.includes(nameOf(part))),
    ),
  ) ??
  groundOf(
    facts,
    facts.of('sites', part).flatMap((fact) => fact.value.map((name) => `sites.${name}`)),
  );

/** The narrowest of several. */
function groundOf(facts: FactBase, subjects: readonly string[]): Ground | undefined {
  const [least] = subjects
    .flatMap((one) => facts.of('zones', one))
    .sort((a, b) => a.value - b.value);
  return least && { name: nameOf(least.subject), zones: least.value, because: [least] };
}

const widest = (facts: FactBase): number =>
  Math.max(
    ...subjectsOf(facts, ['sites']).flatMap((one) =>
      facts.of('zones', one).map((fact) => fact.value),
    ),
  );

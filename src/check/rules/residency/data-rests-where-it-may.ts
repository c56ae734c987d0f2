import { inArea, regionOf } from '#facts';
import { withParticle } from '#kernel';
import type { Fact } from '#model';
import { aws, definePlan, ecs, environment, postgres, site } from '#model';
import { isStored, nameOf } from '../../durable.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const resting = (region: string) =>
  definePlan(`Korean data in ${region}`, {
    asOf: '2026-11-20',
    roots: [postgres('people', { holds: ['personal'], restsIn: ['KR'] })],
    environments: [environment('production', { on: ecs(site('here', aws(region))) })],
  });

export const rule = defineRule({
  id: 'residency/data-rests-where-it-may',
  severity: 'error',
  title: {
    en: 'Data, its copies and its keys rest where they may.',
    ko: '데이터와 사본과 키는 허용된 곳에 머문다.',
  },
  why: {
    en: 'A store in another country is a transfer; it is found by the authority or by the customer.',
    ko: '다른 나라의 저장소는 국외 이전이다. 감독 기관이나 고객이 찾아낸다.',
  },
  fix: {
    en: 'Move it into the permitted area, or widen `restsIn` with a legal ground.',
    ko: '허용된 범위로 옮기거나 법적 근거를 갖추어 `restsIn`을 넓힌다.',
  },
  examples: () => ({ pass: [resting('ap-northeast-2')], fail: [resting('us-east-1')] }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const whole = facts.of('restsIn', 'plan');
    const stored = facts.subjects('kind').filter((one) => isStored(facts, one));
    const keys = facts.subjects('kind', (kind) => kind === 'key');
    for (const subject of [...stored, ...keys]) {
      const may = facts.of('restsIn', subject).length > 0 ? facts.of('restsIn', subject) : whole;
      const areas = may.flatMap((fact) => fact.value);
      if (areas.length === 0) continue;
      const copies = facts
        .of('backup.copyTo', subject)
        .map((fact) => ({ fact: fact as Fact, site: fact.value }));
      const homes = facts
        .of('sites', subject)
        .flatMap((fact) => fact.value.map((site) => ({ fact: fact as Fact, site })));
      const names = [...facts.of('backup.restsIn', subject)].map((fact) => ({
        fact: fact as Fact,
        region: fact.value,
      }));
      const places = [
        ...[...homes, ...copies].flatMap(({ fact, site }) =>
          regionsOfSite(facts, site).map((region) => ({ fact, ...region })),
        ),
        ...names.flatMap(({ fact, region }) =>
          toPlace(region).map((place) => ({ fact, ...place })),
        ),
      ];
      const out = places.filter((place) => !areas.some((area) => place.lies(area)));
      for (const place of out)
        report({
          path: `${subject}.restsIn`,
          because: [...may, place.fact, ...place.from],
          message: {
            en: `${nameOf(subject)} may rest in ${areas.join(', ')}, and ${place.name} is outside`,
            ko: `${withParticle(nameOf(subject), '은/는')} ${areas.join(', ')}에 머물 수 있는데 ${withParticle(place.name, '은/는')} 그 밖이다`,
          },
        });
    }
  },
});

interface Lying {
  readonly name: string;
  readonly from: readonly Fact[];
  lies(area: string): boolean;
}

/** Where a site is, as far as a table or the site itself tells; unknown is no finding. */
function regionsOfSite(facts: FactBase, site: string): readonly Lying[] {
  const region = facts.first('region', `sites.${site}`);
  const provider = facts.first('provider', `sites.${site}`);
  const country = facts.first('country', `sites.${site}`);
  if (country)
    return [
      {
        name: `${site} (${country.value})`,
        from: [country],
        lies: (area) => sameArea(area, country.value),
      },
    ];
  const known = region && provider && regionOf(provider.value, region.value);
  if (!known || !region) return [];
  return [{ name: region.value, from: [region], lies: (area) => inArea(known, area) }];
}

function toPlace(name: string): readonly Lying[] {
  const known = regionOf('aws', name) ?? regionOf('gcp', name);
  return known ? [{ name, from: [], lies: (area) => inArea(known, area) }] : [];
}

const sameArea = (area: string, country: string): boolean =>
  area.length > 2 || area.toUpperCase() === country.toUpperCase();

import { type Region, regionOf, regionsOf } from '#facts';
import { nearest, withParticle } from '#kernel';
import { aws, definePlan, ecs, environment, type Fact, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule, type Report } from '../../rule.ts';

const standing = (region: string, zones: number) =>
  definePlan(`${region}, ${zones} zones`, {
    asOf: '2026-11-20',
    roots: [service('web', {})],
    environments: [environment('production', { on: ecs(site('here', aws(region, { zones }))) })],
  });

export const rule = defineRule({
  id: 'consistency/region-exists',
  severity: 'error',
  title: {
    en: 'Regions and zones are ones the provider has.',
    ko: '리전과 가용 영역은 제공자에게 실제로 있는 것이다.',
  },
  why: {
    en: 'Nothing can be created in a place that does not exist.',
    ko: '없는 곳에는 아무것도 만들 수 없다.',
  },
  fix: { en: 'Use a region and zones of the provider.', ko: '제공자의 리전과 영역을 쓴다.' },
  examples: () => ({
    pass: [standing('ap-northeast-2', 3)],
    fail: [standing('ap-northeast-9', 2), standing('ap-northeast-2', 9)],
  }),
  check({ facts }, report) {
    for (const region of facts.of('region')) {
      const provider = facts.first('provider', region.subject);
      if (!provider || (provider.value !== 'aws' && provider.value !== 'gcp')) continue;
      const known = regionOf(provider.value, region.value);
      if (!known) report(toUnknown(provider.value, region));
      else for (const one of wrongZones(facts, region, known)) report(one);
    }
  },
});

function toUnknown(provider: 'aws' | 'gcp', region: Fact<'region'>): Report {
  const near = nearest(region.value, regionsOf(provider));
  return {
    path: `${region.subject}.region`,
    because: [region],
    message: {
      en: `${provider} has no region ${region.value}, as far as the table of regions knows`,
      ko: `리전 표에 따르면 ${provider}에는 ${region.value} 리전이 없다`,
    },
    ...(near && {
      hint: { en: `Did you mean ${near}?`, ko: `${withParticle(near, '을/를')} 뜻했는가?` },
    }),
  };
}

function wrongZones(facts: FactBase, region: Fact<'region'>, known: Region): readonly Report[] {
  const has = known.zones?.length ?? known.zoneCount ?? Number.POSITIVE_INFINITY;
  const many = facts.of('zones', region.subject).filter((zones) => zones.value > has);
  const named = facts.of('zoneIds', region.subject).map((ids) => ({
    ids,
    wrong: ids.value.filter((one) => known.zones && !known.zones.includes(one)),
  }));
  return [
    ...many.map((zones) => ({
      path: `${region.subject}.zones`,
      because: [zones, region],
      message: {
        en: `${nameOf(region.subject)} is to use ${zones.value} zones; ${region.value} has ${has}`,
        ko: `${nameOf(region.subject)}에서 영역 ${zones.value}개를 쓰려 하지만 ${region.value}에는 ${has}개다`,
      },
    })),
    ...named
      .filter(({ wrong }) => wrong.length > 0)
      .map(({ ids, wrong }) => ({
        path: `${region.subject}.zoneIds`,
        because: [ids, region],
        message: {
          en: `${wrong.join(', ')} are no zones of ${region.value}`,
          ko: `${wrong.join(', ')} 영역은 ${region.value}에 없다`,
        },
      })),
  ];
}

import { inArea, regionOf } from '#facts';
import { withParticle } from '#kernel';
import { aws, definePlan, ecs, environment, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import { defineRule } from '../../rule.ts';

const standing = (region: string) =>
  definePlan(`ruled to Korea, in ${region}`, {
    asOf: '2026-11-20',
    roots: [service('web', {})],
    environments: [
      environment('production', {
        on: ecs(site('here', aws(region))),
        residency: { in: ['KR'], strength: 'mandatory' },
      }),
    ],
  });

export const rule = defineRule({
  id: 'residency/environment-stands-where-it-must',
  severity: 'error',
  title: {
    en: 'An environment stands in the area its rule names.',
    ko: '환경은 규칙이 정한 범위 안에 있다.',
  },
  why: {
    en: 'A mandatory area that the environment is not in is broken from its first deploy.',
    ko: '의무로 정한 범위 밖에 있는 환경은 첫 배포부터 규칙을 어긴다.',
  },
  fix: { en: 'Move the site, or change the rule.', ko: '사이트를 옮기거나 규칙을 바꾼다.' },
  examples: () => ({ pass: [standing('ap-northeast-2')], fail: [standing('ap-northeast-1')] }),
  check({ facts, plan }, report) {
    const here = `environments.${plan.environment.name}`;
    const strength = facts.first('residency.strength', here);
    const areas = facts.of('residency.in', here);
    if (!strength || strength.value === 'free') return;
    const mine = `placements.${plan.environment.name}/`;
    const sites = facts
      .of('sites')
      .filter((fact) => fact.subject.startsWith(mine))
      .flatMap((fact) => fact.value);
    for (const name of sites) {
      const region = facts.first('region', `sites.${name}`);
      const provider = facts.first('provider', `sites.${name}`);
      const known = region && provider && regionOf(provider.value, region.value);
      const stands = areas.some((fact) => fact.value.some((area) => known && inArea(known, area)));
      if (!known || stands) continue;
      report({
        path: `${here}.on`,
        severity: strength.value === 'mandatory' ? 'error' : 'warning',
        because: [...areas, strength, region],
        message: {
          en: `${nameOf(here)} must stand in ${areas.flatMap((fact) => fact.value).join(', ')}, and ${name} is ${region.value}`,
          ko: `${withParticle(nameOf(here), '은/는')} ${areas.flatMap((fact) => fact.value).join(', ')}에 있어야 하는데 ${name} 사이트는 ${withParticle(region.value, '이다/다')}`,
        },
      });
    }
  },
});

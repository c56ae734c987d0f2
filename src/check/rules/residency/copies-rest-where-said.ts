import { inArea, regionOf } from '#facts';
import { withParticle } from '#kernel';
import { onPremises, postgres, site } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const away = site('away', onPremises({ country: 'KR' }));
const copied = (name: string, restsIn: string) =>
  small(name, { roots: [postgres('stock', { backup: { copyTo: away, restsIn } })] });

export const rule = defineRule({
  id: 'residency/copies-rest-where-said',
  severity: 'error',
  title: {
    en: 'Copies and records rest where the plan says they do.',
    ko: '사본과 기록은 계획이 말한 곳에 있다.',
  },
  why: {
    en: 'One of two is read to the regulator, and the other is what happens.',
    ko: '하나는 규제 기관에 내고, 실제로는 다른 하나가 일어난다.',
  },
  fix: {
    en: 'Name the area that the place lies in, or move the copy.',
    ko: '그곳이 속한 지역을 적거나 사본을 옮긴다.',
  },
  examples: () => ({
    pass: [copied('in Korea, to Korea', 'KR')],
    fail: [copied('in Germany, to Korea', 'DE')],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const said of facts.of('backup.restsIn'))
      for (const copy of facts.of('backup.copyTo', said.subject)) {
        const lies = liesIn(facts, `sites.${copy.value}`, said.value);
        if (lies !== false) continue;
        report({
          path: `${said.subject}.backup.restsIn`,
          because: [said, copy, ...facts.of('region', `sites.${copy.value}`)],
          message: {
            en: `copies of ${nameOf(said.subject)} are said to rest in ${said.value} and go to ${copy.value}`,
            ko: `${nameOf(said.subject)}의 사본은 ${said.value}에 있다고 적혀 있지만 ${withParticle(copy.value, '으로/로')} 간다`,
          },
        });
      }
    const allowed = facts.of('residency.in', `environments.${plan.environment.name}`);
    const areas = allowed.flatMap((fact) => fact.value);
    for (const said of [
      ...facts.of('logs.restsIn', 'plan'),
      ...facts.of('audit.restsIn', 'plan'),
    ]) {
      if (areas.length === 0 || areas.some((area) => isWithin(said.value, area))) continue;
      report({
        path: `plan.${said.attribute}`,
        because: [said, ...allowed],
        message: {
          en: `${said.attribute} is ${said.value}, and everything is to stay in ${areas.join(', ')}`,
          ko: `${withParticle(said.attribute, '이/가')} ${withParticle(said.value, '이다/다')}. 모두 ${areas.join(', ')} 안에 두기로 했다`,
        },
      });
    }
  },
});

const known = (region: string) => regionOf('aws', region) ?? regionOf('gcp', region);

/** Whether one area lies in another, as far as the catalogue knows. */
const isWithin = (inner: string, outer: string): boolean => {
  const region = known(inner);
  return inner === outer || (region !== undefined && inArea(region, outer));
};

/** Undefined where nobody says where the site is. */
function liesIn(facts: FactBase, site: string, area: string): boolean | undefined {
  const region = facts.first('region', site)?.value;
  const country = facts.first('country', site)?.value;
  if (region !== undefined) return isWithin(region, area);
  return country === undefined ? undefined : country === area;
}

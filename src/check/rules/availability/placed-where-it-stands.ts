import { withParticle } from '#kernel';
import { environment, onPremises, type Plan, server, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

const home = site('home', onPremises({ country: 'KR' }));
const placed = (name: string, on: readonly (typeof home)[]): Plan => {
  const [shop, stock] = [service('shop', { on }), service('stock', { on: [home] })];
  return small(name, {
    roots: [shop, stock],
    environments: [environment('production', { on: server(home, { place: [shop] }) })],
  });
};

export const rule = defineRule({
  id: 'availability/placed-where-it-stands',
  severity: 'warning',
  title: {
    en: 'What says it stands at a site is placed there.',
    ko: '어느 사이트에 선다고 한 것은 그곳에 배치되어 있다.',
  },
  why: {
    en: 'The placement decides what is started: a part missing from it is nowhere, whatever it says of itself.',
    ko: '무엇을 시작할지는 배치가 정한다. 배치에서 빠진 것은 스스로 뭐라 하든 어디에도 없다.',
  },
  fix: { en: 'Add it to `place`, or correct its `on`.', ko: '`place`에 더하거나 `on`을 고친다.' },
  examples: () => ({
    pass: [
      small('both are placed', {
        roots: [service('shop', { on: [home] })],
        environments: [environment('production', { on: server(home) })],
      }),
    ],
    fail: [placed('one of two is placed', [home])],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const placements = subjectsOf(facts, ['placements']).filter((one) =>
      one.startsWith(`placements.${plan.environment.name}/`),
    );
    for (const placement of placements)
      for (const { stands, here, place } of misplaced(facts, placement))
        report({
          path: `${stands.subject}.on`,
          because: [stands, ...place],
          message: {
            en: `${nameOf(stands.subject)} stands at ${here} and is not placed there`,
            ko: `${withParticle(nameOf(stands.subject), '은/는')} ${here}에 선다는데 그곳에 배치되어 있지 않다`,
          },
        });
  },
});

/** Parts that say they stand at the site of a placement that lists others. */
function misplaced(facts: FactBase, placement: string) {
  const place = facts.of('place', placement);
  const sites = facts.of('sites', placement).flatMap((fact) => fact.value);
  const known = new Set(place.flatMap((fact) => fact.value));
  if (known.size === 0) return [];
  const runs = (subject: string) =>
    subject.startsWith('parts.') && facts.first('kind', subject)?.value !== 'key';
  return facts
    .of('on')
    .filter((one) => runs(one.subject) && !known.has(nameOf(one.subject)))
    .filter((one) => one.value.some((site) => sites.includes(site)))
    .map((stands) => ({ stands, here: sites.join(', '), place }));
}

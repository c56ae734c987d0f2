import {
  aws,
  definePlan,
  ecs,
  environment,
  gcp,
  gke,
  link,
  nodePool,
  postgres,
  service,
  site,
} from '#model';
import { nameOf, partsOfKind } from '../../durable.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const seoul = site('seoul', aws('ap-northeast-2', { zones: 3 }));
const other = site('other', gcp('asia-northeast3', { zones: 3 }));
const split = (name: string, weight: number) =>
  definePlan(name, {
    asOf: '2026-11-20',
    roots: [
      service('web', {
        uses: [link(postgres('orders', { on: [seoul] }), { access: 'read-write' })],
      }),
    ],
    environments: [
      environment('production', {
        on: [
          ecs(seoul, { weight: 100 - weight }),
          gke(other, { weight, pools: [nodePool('web', { min: 3, max: 6 })] }),
        ],
      }),
    ],
  });

export const rule = defineRule({
  id: 'availability/weights-have-a-writer',
  severity: 'error',
  title: {
    en: 'Every site that takes traffic can write.',
    ko: '트래픽을 받는 사이트는 모두 쓸 수 있다.',
  },
  why: {
    en: 'With the only writable database elsewhere, each write of that share crosses clouds, and losing the one site stops all of them: two sites, one failure domain.',
    ko: '쓸 수 있는 데이터베이스가 다른 곳에만 있으면 그 몫의 쓰기는 클라우드를 건너가고, 그 사이트를 잃으면 모두 멈춘다. 사이트는 둘이지만 장애 범위는 하나다.',
  },
  fix: {
    en: 'Make the second site a standby (weight 0) with a promotable replica, partition the data by site, or accept the crossing: say `writtenFrom` on the database.',
    ko: '둘째 사이트를 승격할 수 있는 복제본을 둔 대기(가중치 0)로 하거나 데이터를 사이트별로 나누거나, 건너 쓰기를 받아들이고 `writtenFrom`에 적는다.',
  },
  examples: () => ({
    pass: [split('all to the writer', 0)],
    fail: [split('a third elsewhere', 30)],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const mine = `placements.${plan.environment.name}/`;
    const weights = facts
      .of('weight')
      .filter((fact) => fact.subject.startsWith(mine) && fact.value > 0);
    if (weights.length < 2) return;
    const sitesOf = (subject: string) => facts.of('sites', subject).flatMap((fact) => fact.value);
    for (const store of partsOfKind(facts, 'postgres', 'mysql')) {
      const homes = sitesOf(store);
      const known = [...homes, ...facts.of('writtenFrom', store).flatMap((fact) => fact.value)];
      const far = weights.filter((fact) => !known.includes(siteOf(fact.subject)));
      if (homes.length !== 1 || far.length === 0) continue;
      const share = [...new Map(far.map((fact) => [fact.subject, fact.value])).values()].reduce(
        (sum, one) => sum + one,
        0,
      );
      report({
        path: `${far[0]?.subject}.weight`,
        because: [
          ...weights,
          ...facts.of('sites', store),
          ...facts.of('readers.managed', store),
          ...facts.of('readers.count', store),
        ],
        message: {
          en: `${share} % of the traffic goes where ${nameOf(store)} cannot be written: its only writer stands in ${homes[0]}`,
          ko: `트래픽의 ${share} %가 ${nameOf(store)}에 쓸 수 없는 곳으로 간다. 쓰는 곳은 ${homes[0]} 하나다`,
        },
      });
    }
  },
});

/** 'placements.production/seoul' is of the site seoul. */
const siteOf = (placement: string): string => placement.split('/')[1] ?? '';

import { printSpan, withParticle } from '#kernel';
import { aws, daily, definePlan, ecs, environment, postgres, site } from '#model';
import { durableStores, goalOf, nameOf } from '../../durable.ts';
import { defineRule } from '../../rule.ts';

const seoul = site('seoul', aws('ap-northeast-2'));
const tokyo = site('tokyo', aws('ap-northeast-1'));
const standing = (name: string, copied: boolean) =>
  definePlan(name, {
    asOf: '2026-11-20',
    roots: [postgres('orders', { backup: { full: daily(), ...(copied && { copyTo: tokyo }) } })],
    objectives: { recovery: { time: '30 min' } },
    environments: [environment('production', { on: ecs(seoul), standby: ecs(tokyo) })],
  });

export const rule = defineRule({
  id: 'recovery/standby-has-the-data',
  severity: 'error',
  title: {
    en: 'Where the system moves after a disaster, its data already is.',
    ko: '재해 뒤 옮겨 갈 곳에는 데이터가 이미 있다.',
  },
  why: {
    en: 'An empty region cannot be built, filled and started within a recovery time of minutes.',
    ko: '빈 리전을 몇 분 안에 만들고 채우고 시작할 수는 없다.',
  },
  fix: {
    en: 'Copy every durable store to the standby site (`backup.copyTo`), or give up the standby.',
    ko: '모든 저장소를 대기 사이트로 복사하거나(`backup.copyTo`) 대기 사이트를 포기한다.',
  },
  examples: () => ({
    pass: [standing('standby with copies', true)],
    fail: [standing('an empty standby', false)],
  }),
  check({ facts, plan }, report) {
    const standbys = facts
      .subjects('role', (role) => role === 'standby')
      .filter((subject) => subject.startsWith(`placements.${plan.environment.name}/`));
    for (const standby of standbys) {
      const sites = facts.of('sites', standby).flatMap((fact) => fact.value);
      const missing = durableStores(facts).filter(
        (store) => !facts.of('backup.copyTo', store).some((fact) => sites.includes(fact.value)),
      );
      if (missing.length === 0) continue;
      const goal = goalOf(facts, 'recovery.time', 'plan');
      const names = missing.map(nameOf).join(', ');
      const within = goal ? printSpan(goal.value) : undefined;
      report({
        path: `${standby}`,
        because: [
          ...facts.of('role', standby),
          ...facts.about(standby).filter((fact) => fact.origin === 'stated'),
          ...(goal ? [goal] : []),
          ...missing.flatMap((one) => facts.of('backup.crossRegion', one)),
        ],
        message: {
          en: `${sites.join(', ')} is to take over${within ? ` within ${within}` : ''}, but nothing copies ${names} there`,
          ko: `${withParticle(sites.join(', '), '이/가')}${within ? ` ${within} 안에` : ''} 넘겨받아야 하는데 ${withParticle(names, '을/를')} 그곳으로 복사하는 것이 없다`,
        },
      });
    }
  },
});

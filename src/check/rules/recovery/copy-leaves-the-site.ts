import { regionOf } from '#facts';
import { type Text, withParticle } from '#kernel';
import { aws, daily, definePlan, ecs, environment, postgres, site } from '#model';
import { durableStores, goalOf, isCopied, nameOf } from '../../durable.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const seoul = site('seoul', aws('ap-northeast-2'));
const tokyo = site('tokyo', aws('ap-northeast-1'));
const copied = (name: string, away: boolean) =>
  definePlan(name, {
    asOf: '2026-11-20',
    roots: [
      postgres('orders', {
        backup: { full: daily('02:00', 'Asia/Seoul'), ...(away && { copyTo: tokyo }) },
      }),
    ],
    objectives: { recovery: { time: '4 h', point: '1 d' } },
    environments: [environment('production', { on: ecs(seoul) })],
  });

export const rule = defineRule({
  id: 'recovery/copy-leaves-the-site',
  severity: 'error',
  title: {
    en: 'A copy rests outside the failure domain it protects from.',
    ko: '사본은 지키려는 장애 범위 밖에 놓인다.',
  },
  why: {
    en: 'What rests beside the original is lost with it: region, account, building.',
    ko: '원본 곁에 둔 사본은 리전, 계정, 건물과 함께 사라진다.',
  },
  fix: {
    en: 'Copy to another permitted site with `backup.copyTo`.',
    ko: '`backup.copyTo`로 허용된 다른 사이트에 복사한다.',
  },
  examples: () => ({
    pass: [copied('copied to another region', true)],
    fail: [copied('copied beside itself', false)],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const subject of durableStores(facts)) {
      const goal =
        goalOf(facts, 'recovery.time', subject) ?? goalOf(facts, 'recovery.point', subject);
      if (!goal || !isCopied(facts, subject) || leaves(facts, subject)) continue;
      const rests = facts.of('backup.restsIn', subject);
      const stands = facts.of('regions', subject);
      const where = stands.flatMap((fact) => fact.value).join(', ');
      report({
        path: `${subject}.backup`,
        because: [...rests, ...stands, ...facts.of('backup.full.everyMs', subject), goal],
        message: where === '' ? unsaid(nameOf(subject)) : beside(nameOf(subject), where),
      });
    }
  },
});

const beside = (name: string, where: string): Text => ({
  en: `${name} and its copies both rest in ${where}: losing that place loses both, and the recovery objective with them`,
  ko: `${withParticle(name, '과/와')} 그 사본이 모두 ${where}에 있다. 그곳을 잃으면 둘 다 잃고 복구 목표도 지킬 수 없다`,
});
const unsaid = (name: string): Text => ({
  en: `nothing says that copies of ${name} rest anywhere but beside it: losing that place loses both, and the recovery objective with them`,
  ko: `${name}의 사본을 다른 곳에 둔다는 말이 없다. 곁에 있다면 그곳을 잃을 때 둘 다 잃고 복구 목표도 지킬 수 없다`,
});

/** Whether a copy goes to another site, or rests in a region the store does not stand in. */
function leaves(facts: FactBase, subject: string): boolean {
  const sites = facts.of('sites', subject).flatMap((fact) => fact.value);
  const regions = facts.of('regions', subject).flatMap((fact) => fact.value);
  const copies = facts.of('backup.copyTo', subject).map((fact) => fact.value);
  if (copies.some((site) => !sites.includes(site))) return true;
  const rests = facts.of('backup.restsIn', subject).map((fact) => fact.value);
  return rests.length > 0 && rests.every((one) => isRegion(one) && !regions.includes(one));
}

const isRegion = (name: string): boolean =>
  ['aws', 'gcp'].some((provider) => regionOf(provider, name) !== undefined);

import { slaOf } from '#facts';
import { reachable } from '#kernel';
import {
  aws,
  definePlan,
  ecs,
  environment,
  gateway,
  link,
  postgres,
  route,
  service,
  site,
} from '#model';
import { nameOf, partsOfKind } from '../../durable.ts';
import type { FactBase } from '../../fact-base.ts';
import { hopsFrom } from '../../hops.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const seoul = site('seoul', aws('ap-northeast-2', { zones: 3 }));
const promised = (availability: '99.5%' | '99.99%') => {
  const orders = postgres('orders', { managed: 'rds', failover: true });
  const web = service('web', { managed: 'fargate', uses: [link(orders)], replicas: 2 });
  return definePlan(`${availability} on RDS and Fargate`, {
    asOf: '2026-11-20',
    roots: [gateway('edge', { managed: 'alb', replicas: 2, routes: [route('/', web)] })],
    objectives: { availability },
    environments: [environment('production', { on: ecs(seoul) })],
  });
};

export const rule = defineRule({
  id: 'availability/path-promise-covers',
  severity: 'warning',
  title: {
    en: 'The parts on the way to an answer promise together what the plan promises.',
    ko: '답에 이르는 길의 구성 요소가 함께 계획의 약속을 지킨다.',
  },
  why: {
    en: 'Whatever stands in line must be up at once: the promises multiply, and the product is below each of them. A service level is a refund threshold, not a forecast, so this is a warning.',
    ko: '한 줄로 선 것은 동시에 살아 있어야 한다. 약속을 곱하면 각각보다 낮다. SLA는 환불 기준이지 예측이 아니므로 경고다.',
  },
  fix: {
    en: 'Promise what the path allows, shorten the path, or let the system answer without the weakest part.',
    ko: '길이 허용하는 만큼 약속하거나, 길을 줄이거나, 가장 약한 것 없이도 답하게 한다.',
  },
  examples: () => ({ pass: [promised('99.5%')], fail: [promised('99.99%')] }),
  check({ facts, plan }, report) {
    const goal = facts.first('availability', 'plan');
    if (!isReal(plan) || !goal) return;
    const reached = reach(facts);
    const links = [...reached].flatMap((subject) => {
      const managed = facts.first('managed', subject);
      const double = spread(facts, subject) ? 'multi-zone' : 'single';
      const sla = managed && (slaOf(managed.value, double) ?? slaOf(managed.value, 'multi-zone'));
      return managed && sla && sla.availability > 0 ? [{ subject, managed, sla }] : [];
    });
    const together = links.reduce((all, one) => (all * one.sla.availability) / 100, 100);
    if (links.length < 2 || together >= goal.value) return;
    const words = links.map((one) => `${nameOf(one.subject)} ${one.sla.availability}`).join(' × ');
    const rounded = Math.round(together * 1_000) / 1_000;
    report({
      path: 'objectives.availability',
      because: [...facts.of('availability', 'plan'), ...links.map((one) => one.managed)],
      message: {
        en: `${words} = ${rounded} %, and ${goal.value} % are promised`,
        ko: `${words} = ${rounded} %인데 약속은 ${goal.value} %다`,
      },
    });
  },
});

/** Whether a part survives a zone: said of it, or by more than one instance. */
const spread = (facts: FactBase, subject: string): boolean =>
  facts.of('failover', subject).some((fact) => fact.value) ||
  facts.of('zones', subject).some((fact) => fact.value > 1) ||
  (facts.first('instances', subject)?.value ?? 1) > 1;

/** Everything an answer waits for, from where traffic enters. */
function reach(facts: FactBase): ReadonlySet<string> {
  const entries = partsOfKind(facts, 'cdn', 'gateway');
  const called = (subject: string) => hopsFrom(facts, subject).map(({ to }) => to);
  return new Set([...entries, ...reachable(entries, called)]);
}

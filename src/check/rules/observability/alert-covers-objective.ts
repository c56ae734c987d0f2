import { printSpan, withParticle } from '#kernel';
import { alert, channel, type Fact, gateway, route, service } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule, type Report } from '../../rule.ts';

const watching = (errorsAbove: '0.1%' | '5%') => {
  const web = service('shop', {});
  const room = channel('room', { by: 'slack' });
  return sketch(`errors above ${errorsAbove}`, {
    plan: {
      objectives: { availability: '99.9%' },
      roots: [gateway('front', { routes: [route('/', web)] })],
      alerts: [alert('errors', { of: web, errorsAbove, notify: [room] })],
    },
  });
};

const round = (value: number): number => Math.round(value * 1_000) / 1_000;

export const rule = defineRule({
  id: 'observability/alert-covers-objective',
  severity: 'error',
  title: {
    en: 'An alert fires before its objective is broken.',
    ko: '알림은 목표가 깨지기 전에 울린다.',
  },
  why: {
    en: 'Between the objective and a looser threshold users suffer and nobody is called.',
    ko: '목표와 느슨한 임계값 사이에서는 사용자가 고생해도 아무도 불리지 않는다.',
  },
  fix: { en: 'Bring the threshold down to the objective.', ko: '임계값을 목표까지 내린다.' },
  examples: () => ({ pass: [watching('0.1%')], fail: [watching('5%')] }),
  check({ facts }, report) {
    const goal = facts.first('availability', 'plan');
    for (const errors of facts.of('errorsAbove'))
      if (goal && errors.value > budgetOf(goal)) report(toLoose(errors, goal));
    for (const latency of facts.of('slowerThan')) {
      if (!latency.subject.startsWith('alerts.')) continue;
      const goals = goalsOf(facts, latency.subject);
      const tighter = goals.filter((one) => one.value < latency.value);
      const loosest = goals.findLast((one) => one.subject.startsWith('routes.'));
      if (tighter[0]) report(toLate(latency, tighter));
      if (loosest && latency.value < loosest.value) report(toEarly(latency, loosest));
    }
  },
});

/** Percent of requests that may fail. */
const budgetOf = (goal: Fact<'availability'>): number => round(100 - goal.value);

const toLoose = (errors: Fact<'errorsAbove'>, goal: Fact<'availability'>): Report => ({
  path: `${errors.subject}.errorsAbove`,
  because: [errors, goal],
  message: {
    en: `fires above ${errors.value} % errors; an availability of ${goal.value} % allows ${budgetOf(goal)} %: ${round(errors.value / budgetOf(goal))} × the budget`,
    ko: `오류 ${errors.value} % 초과에서 울린다. 가용성 ${goal.value} %가 허용하는 것은 ${budgetOf(goal)} %이므로 예산의 ${round(errors.value / budgetOf(goal))}배다`,
  },
});

function toLate(latency: Fact<'slowerThan'>, tighter: readonly Goal[]): Report {
  const [fires, promised] = [latency.value, tighter[0]?.value ?? 0].map(printSpan);
  const whose = nameOf(tighter[0]?.subject ?? '');
  return {
    path: `${latency.subject}.slowerThan`,
    because: [latency, ...tighter],
    message: {
      en: `fires above ${fires}, while ${promised} are promised (${whose}): everything between is missed`,
      ko: `${fires} 초과에서 울리지만 약속은 ${withParticle(promised ?? '', '이다/다')} (${whose}). 그 사이는 놓친다`,
    },
  };
}

const toEarly = (latency: Fact<'slowerThan'>, loosest: Goal): Report => ({
  path: `${latency.subject}.slowerThan`,
  because: [latency, loosest],
  message: {
    en: `fires above ${printSpan(latency.value)}, while ${nameOf(loosest.subject)} may take ${printSpan(loosest.value)}: it fires on answers that are in time`,
    ko: `${printSpan(latency.value)} 초과에서 울리는데 ${withParticle(nameOf(loosest.subject), '은/는')} ${printSpan(loosest.value)}까지 걸려도 된다. 제때 온 답에도 울린다`,
  },
  hint: {
    en: 'Watch routes of different objectives apart: one alert for each threshold.',
    ko: '목표가 다른 경로는 따로 지켜본다. 임계값마다 알림을 하나씩 둔다.',
  },
});

/** What is answered later or goes on for long has no latency that an alert could compare. */
const isLater = (facts: FactBase, route: string): boolean =>
  facts.of('answers', route).some((fact) => fact.value !== 'response');

type Goal = Fact<'p95' | 'latency.p95'>;

/** What is promised of the latency that an alert watches, tightest first. */
function goalsOf(facts: FactBase, alert: string): readonly Goal[] {
  const of = facts.first('of', alert)?.value;
  const routes = facts
    .subjects('to', (to) => to === of || of === undefined)
    .filter((one) => one.startsWith('routes.') && !isLater(facts, one))
    .flatMap((one) => facts.of('p95', one));
  const parts = of === undefined ? facts.of('latency.p95') : facts.of('latency.p95', `parts.${of}`);
  const whole = routes.length + parts.length === 0 ? facts.of('latency.p95', 'plan') : [];
  return [...routes, ...parts, ...whole].sort((a, b) => a.value - b.value);
}

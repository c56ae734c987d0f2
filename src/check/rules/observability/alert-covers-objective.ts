import { printSpan, withParticle } from '#kernel';
import { alert, channel, gateway, route, service } from '#model';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

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
  examples: { pass: [watching('0.1%')], fail: [watching('5%')] },
  check({ facts }, report) {
    for (const errors of facts.of('errorsAbove')) {
      const goal = facts.first('availability', 'plan');
      const budget = goal ? round(100 - goal.value) : undefined;
      if (!goal || budget === undefined || errors.value <= budget) continue;
      report({
        path: `${errors.subject}.errorsAbove`,
        because: [errors, goal],
        message: {
          en: `fires above ${errors.value} % errors; an availability of ${goal.value} % allows ${budget} %: ${round(errors.value / budget)} × the budget`,
          ko: `오류 ${errors.value} % 초과에서 울린다. 가용성 ${goal.value} %가 허용하는 것은 ${budget} %이므로 예산의 ${round(errors.value / budget)}배다`,
        },
      });
    }
    for (const latency of facts.of('slowerThan')) {
      const of = facts.first('of', latency.subject)?.value;
      const routes = facts.subjects('to', (to) => to === of || of === undefined);
      const goals = [
        ...routes.filter((one) => one.startsWith('routes.')),
        `parts.${of}`,
        'plan',
      ].flatMap((subject) => facts.of('latency.p95', subject));
      const tightest = [...goals].sort((a, b) => a.value - b.value)[0];
      if (!tightest || latency.value <= tightest.value) continue;
      report({
        path: `${latency.subject}.slowerThan`,
        because: [latency, tightest],
        message: {
          en: `fires above ${printSpan(latency.value)}, while ${printSpan(tightest.value)} are promised`,
          ko: `${printSpan(latency.value)} 초과에서 울리지만 약속은 ${withParticle(printSpan(tightest.value), '이다/다')}`,
        },
      });
    }
  },
});

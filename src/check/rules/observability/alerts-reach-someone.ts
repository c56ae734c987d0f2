import { withParticle } from '#kernel';
import { alert, channel, gateway, route, service } from '#model';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const telling = (name: string, heard: boolean) => {
  const web = service('shop', {});
  const notify = heard ? [channel('room', { by: 'slack' })] : [];
  return sketch(name, {
    plan: {
      roots: [gateway('front', { routes: [route('/', web)] })],
      alerts: [alert('errors', { of: web, errorsAbove: '0.1%', notify })],
    },
  });
};

export const rule = defineRule({
  id: 'observability/alerts-reach-someone',
  severity: 'error',
  title: { en: 'What is watched can call somebody.', ko: '지켜보는 것은 누군가를 부를 수 있다.' },
  why: {
    en: 'A dashboard that nobody looks at at night notices nothing at night.',
    ko: '밤에 아무도 보지 않는 대시보드는 밤에 아무것도 알아채지 못한다.',
  },
  fix: { en: 'Give alerts a `channel` in `notify`.', ko: '알림의 `notify`에 `channel`을 적는다.' },
  examples: () => ({
    pass: [telling('somebody is told', true)],
    fail: [
      telling('nobody is told', false),
      sketch('dashboards only', { states: [{ monitors: ['prometheus', 'grafana'] }] }),
    ],
  }),
  check({ facts, plan }, report) {
    for (const one of plan.alerts) {
      const subject = `alerts.${one.name}`;
      const heard = [...facts.of('notify', subject), ...facts.of('notifies', 'plan')];
      if (heard.some((fact) => fact.value.length > 0)) continue;
      report({
        path: `${subject}.notify`,
        at: one.at,
        because: facts.about(subject).filter((fact) => fact.origin === 'stated'),
        message: {
          en: `the alert ${one.name} notifies nobody`,
          ko: `${one.name} 알림은 아무에게도 알리지 않는다`,
        },
      });
    }
    const monitors = facts.of('monitors', 'plan');
    const heard = facts.of('notifies').some((fact) => fact.value.length > 0);
    if (monitors.length === 0 || heard || plan.alerts.length > 0) return;
    const tools = [...new Set(monitors.flatMap((fact) => fact.value))].join(', ');
    report({
      path: 'alerts',
      because: monitors,
      message: {
        en: `${tools} watch, but there is no alert and no channel: nobody hears of trouble`,
        ko: `${withParticle(tools, '이/가')} 지켜보지만 알림도 채널도 없다. 문제가 생겨도 아무도 듣지 못한다`,
      },
    });
  },
});

import { withParticle } from '#kernel';
import { alert, channel } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { PERSONAL } from '../../personal.ts';
import { defineRule } from '../../rule.ts';

const told = (name: string, contentFree: boolean) =>
  sketch(name, {
    database: { holds: ['health'], restsIn: ['DE'] },
    plan: {
      alerts: [
        alert('errors', {
          errorsAbove: '1%',
          notify: [channel('room', { by: 'slack', ...(contentFree && { contentFree }) })],
        }),
      ],
    },
  });

/** Whose messages are worked on wherever the provider is. */
const ABROAD = ['slack', 'sms', 'webhook'];

export const rule = defineRule({
  id: 'residency/alerts-stay-inside',
  severity: 'warning',
  title: {
    en: 'Notifications carry no personal data out of the permitted area.',
    ko: '알림은 개인정보를 허용된 범위 밖으로 나르지 않는다.',
  },
  why: {
    en: 'A message with a name or a log line in it is a transfer to whoever runs the channel.',
    ko: '이름이나 로그가 든 메시지는 채널을 운영하는 곳으로의 이전이다.',
  },
  fix: {
    en: 'Send content-free messages (`contentFree: true`), or use a channel inside the area.',
    ko: '내용 없는 메시지를 보내거나(`contentFree: true`) 범위 안의 채널을 쓴다.',
  },
  examples: () => ({
    pass: [told('only that something is wrong', true)],
    fail: [told('whatever the log says', false)],
  }),
  check({ facts, plan }, report) {
    const bound = [...facts.of('restsIn')].filter((fact) => {
      const holds = facts
        .of('holds', fact.subject)
        .flatMap((one) => one.value as readonly string[]);
      return fact.subject === 'plan' || holds.some((one) => PERSONAL.includes(one));
    });
    if (bound.length === 0) return;
    const loud = plan.channels.filter((one) => ABROAD.includes(one.by) && one.contentFree !== true);
    const stated = facts
      .of('notifies', 'plan')
      .filter((fact) => fact.value.some((one) => ABROAD.includes(one.toLowerCase())));
    if (loud.length === 0 && stated.length === 0) return;
    const names = [
      ...new Set([...loud.map((one) => one.by), ...stated.flatMap((fact) => fact.value)]),
    ].join(', ');
    report({
      path: 'alerts',
      because: [
        ...facts.of('by').filter((fact) => loud.some((one) => nameOf(fact.subject) === one.name)),
        ...stated,
        ...bound,
      ],
      message: {
        en: `alerts go to ${names}, which work outside ${[...new Set(bound.flatMap((fact) => fact.value))].join(', ')}, and nothing says the messages are free of content`,
        ko: `알림이 ${withParticle(names, '으로/로')} 나간다. ${[...new Set(bound.flatMap((fact) => fact.value))].join(', ')} 밖에서 처리되는데 내용이 없다는 말이 없다`,
      },
    });
  },
});

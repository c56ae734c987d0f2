import { withParticle } from '#kernel';
import { alert, channel } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const [phone, room] = [channel('phone', { by: 'phone' }), channel('room', { by: 'slack' })];
const calling = (name: string, notify: readonly (typeof phone)[]) =>
  sketch(name, {
    plan: { alerts: [alert('down', { errorsAbove: '1%', severity: 'critical', notify })] },
  });

export const rule = defineRule({
  id: 'observability/critical-wakes-somebody',
  severity: 'warning',
  title: {
    en: 'A critical alert rings, and comes a second way too.',
    ko: '심각한 알림은 전화를 울리고, 다른 길로도 온다.',
  },
  why: {
    en: 'A message in a chat room wakes nobody, and one way alone is down when it is needed: perhaps for the same reason.',
    ko: '대화방의 메시지는 아무도 깨우지 못하고, 길이 하나뿐이면 필요할 때 막혀 있다. 같은 까닭일 수도 있다.',
  },
  fix: {
    en: 'Notify by phone or SMS, and on a second channel.',
    ko: '전화나 SMS로, 그리고 다른 채널로도 알린다.',
  },
  examples: () => ({
    pass: [calling('phone and chat', [phone, room])],
    fail: [calling('chat alone', [room])],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const ringing = plan.channels
      .filter((one) => one.by === 'phone' || one.by === 'sms')
      .map((one) => one.name);
    for (const severity of facts.of('severity')) {
      const notify = facts.of('notify', severity.subject);
      const names = [...new Set(notify.flatMap((fact) => fact.value))];
      if (severity.value !== 'critical' || notify.length === 0) continue;
      if (names.length > 1 && names.some((name) => ringing.includes(name))) continue;
      report({
        path: `${severity.subject}.notify`,
        because: [severity, ...notify],
        message: {
          en: `${nameOf(severity.subject)} is critical and reaches ${names.join(', ') || 'nobody'}`,
          ko: `${withParticle(nameOf(severity.subject), '은/는')} 심각한데 ${names.join(', ') || '아무'}에게만 간다`,
        },
      });
    }
  },
});

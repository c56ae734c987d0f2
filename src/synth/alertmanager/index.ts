import type { ResolvedChannel } from '#model';
import type { SynthFile } from '../file.ts';
import { isNamed, isRemote } from '../observe/tools.ts';
import { Lines } from '../print/text.ts';
import { type Source, sourceOfPart, type TreeMap } from '../source.ts';
import { cannotSay, type EnvironmentTarget, isMissing, type SynthContext } from '../target.ts';
import { writeMessages } from './message.ts';
import { receiver } from './receiver.ts';
import { INHIBIT, receiverSets, routeOf } from './tree.ts';

/** Alertmanager: who hears of which alert, by what, and who when nobody answers. */
export const alertmanager: EnvironmentTarget = {
  name: 'alertmanager',
  scope: 'environment',
  about: {
    en: 'Alertmanager: routes by alert and severity, escalation, messages that name no person',
    ko: 'Alertmanager. 알림과 심각도별 경로, 에스컬레이션, 사람을 밝히지 않는 메시지',
  },
  // It is sent to by Prometheus: where the plan names another product for metrics, nothing would be.
  appliesTo: (plan) =>
    isRemote(plan) && plan.alerts.length > 0 && isNamed(plan, 'metrics', 'prometheus'),
  render(context) {
    report(context);
    return [configuration(context), messages(context)];
  },
};

function configuration({ plan }: SynthContext): SynthFile {
  const hasEmail = plan.channels.some(({ by }) => by === 'email');
  const document: TreeMap = {
    global: {
      resolve_timeout: '5m',
      ...(hasEmail && {
        smtp_smarthost: 'localhost:25',
        smtp_from: 'alertmanager@localhost',
        // To the relay on loopback; the relay speaks TLS to the world.
        smtp_require_tls: false,
      }),
    },
    templates: ['templates/*.tmpl'],
    route: routeOf(plan),
    inhibit_rules: INHIBIT,
    receivers: receiverSets(plan).map((names) => receiver(plan, names)),
  };
  const source: Source = { path: 'alerts', at: plan.at };
  return { path: 'alertmanager.yml', source, body: { kind: 'yaml', documents: [document] } };
}

function messages({ plan }: SynthContext): SynthFile {
  const text = new Lines();
  writeMessages(text, plan);
  const source = sourceOfPart(plan.environment, 'environments');
  return {
    path: 'templates/messages.tmpl',
    source,
    body: { kind: 'text', comment: ['{{/*', '*/}}'], lines: text.lines },
  };
}

function report(context: SynthContext): void {
  const { alerts, channels } = context.plan;
  for (const channel of channels) reportChannel(context, channel);
  for (const { name, at, notify = [], escalate } of alerts) {
    const source = (field: string): Source => ({ path: `alerts.${name}.${field}`, at });
    if (notify.length === 0)
      isMissing(context, 'alertmanager', source('notify'), {
        en: `the alert ${name} tells no channel: it goes to those of its severity`,
        ko: `${name} 알림에 채널이 없어 같은 심각도의 채널로 보낸다`,
      });
    if (escalate)
      cannotSay(
        context,
        'alertmanager',
        { path: `escalations.${escalate.name}`, at },
        {
          en: `Alertmanager knows of no answer: ${escalate.name} goes on unless the alert is over or silenced by then`,
          ko: `Alertmanager는 누가 응답했는지 모른다. 그때까지 알림이 끝나거나 silence로 멈추지 않으면 ${escalate.name} 단계로 넘어간다`,
        },
        {
          en: 'Silence the alert to say that somebody has it.',
          ko: '맡은 사람이 알림에 silence를 건다.',
        },
      );
  }
}

function reportChannel(context: SynthContext, channel: ResolvedChannel): void {
  const { name, by, at, contentFree } = channel;
  const source: Source = { path: `channels.${name}`, at };
  if (by === 'email') {
    isMissing(context, 'alertmanager', source, {
      en: `Alertmanager takes no mail address from a file: the relay on localhost:25 has to know whom ${name} means`,
      ko: `Alertmanager는 메일 주소를 파일에서 읽지 못한다. localhost:25 메일 릴레이에 ${name} 별칭을 둔다`,
    });
    return;
  }
  isMissing(context, 'alertmanager', source, {
    en: `the address of ${name} belongs into /etc/alertmanager/secrets/${name}${by === 'slack' ? '' : ', which Alertmanager 0.26 and later read'}`,
    ko: `${name} 주소는 /etc/alertmanager/secrets/${name} 파일에 둔다${by === 'slack' ? '' : '(Alertmanager 0.26부터 읽는다)'}`,
  });
  if (by === 'sms' || by === 'phone')
    cannotSay(context, 'alertmanager', source, {
      en: `Alertmanager sends no ${by === 'sms' ? 'text message' : 'call'}: ${name} is a webhook to what does`,
      ko: `Alertmanager는 ${by === 'sms' ? '문자를 보내지' : '전화를 걸지'} 못한다. ${name} 채널은 그것을 해 주는 곳으로 웹훅을 보낸다`,
    });
  if (contentFree && by !== 'slack')
    cannotSay(context, 'alertmanager', source, {
      en: `a webhook carries every label of an alert: ${name} is to be free of content, so its receiver has to drop them`,
      ko: `웹훅에는 알림의 모든 레이블이 실린다. ${name} 채널은 내용이 없어야 하므로 받는 쪽에서 버려야 한다`,
    });
}

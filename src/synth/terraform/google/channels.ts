import { idOf } from '../names.ts';
import { onceFor } from '../site.ts';
import { ref } from '../terraform.ts';
import { api } from './project.ts';
import type { GoogleSite } from './site.ts';

/** How Google tells by the ways of a plan; what it needs a password for is not written. */
const WAYS: Readonly<Record<string, readonly [type: string, label: string]>> = {
  email: ['email', 'email_address'],
  sms: ['sms', 'number'],
};

const made = onceFor(() => new Map<string, string | undefined>());

/** The name of a channel at Google, made when somebody is first told by it. Its address is asked for. */
export function channelOf(site: GoogleSite, name: string): string | undefined {
  const known = made(site);
  if (!known.has(name)) known.set(name, writeChannel(site, name));
  return known.get(name);
}

function writeChannel(site: GoogleSite, name: string): string | undefined {
  const channel = site.plan.channels.find((one) => one.name === name);
  if (!channel) return undefined;
  const source = { path: `channels.${name}`, at: channel.at };
  const way = WAYS[channel.by];
  if (!way) {
    site.cannotSay(
      { ...source, path: `channels.${name}.by` },
      {
        en: `Google Cloud tells nobody by ${channel.by} without a password or a hand that puts it there: ${name} is not written`,
        ko: `Google Cloud의 ${channel.by} 알림에는 비밀번호나 사람 손이 필요해 ${name} 채널을 쓰지 않는다`,
      },
    );
    return undefined;
  }
  const [type, label] = way;
  const block = site.write.resource('watch', 'google_monitoring_notification_channel', idOf(name), [
    source,
    {
      display_name: `${name} of ${site.plan.name}, ${site.name}`,
      type,
      labels: {
        [label]: site.write.variable(
          idOf(name, 'address'),
          { type: 'string', about: `Where ${name} is told, by ${channel.by}.` },
          source,
        ),
      },
      depends_on: [api(site, 'monitoring')],
    },
  ]);
  return ref(block, 'name');
}

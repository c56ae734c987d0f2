import type { ResolvedChannel, ResolvedPlan } from '#model';
import { from, type TreeMap } from '../source.ts';
import { NOBODY, receiverOf } from './tree.ts';

/** Where the team puts what is secret: one file for a channel. */
const FOLDER = '/etc/alertmanager/secrets';

/** A receiver for a set of channels: every channel in its own way, every address from a file. */
export function receiver(plan: ResolvedPlan, names: readonly string[]): TreeMap {
  const channels = [...new Set(names)]
    .sort()
    .flatMap((name) => plan.channels.find((one) => one.name === name) ?? []);
  if (channels.length === 0) return { name: NOBODY };
  const by = (...ways: readonly ResolvedChannel['by'][]): readonly ResolvedChannel[] =>
    channels.filter((one) => ways.includes(one.by));
  const some = (list: readonly TreeMap[]): readonly TreeMap[] | undefined =>
    list.length > 0 ? list : undefined;
  return {
    name: receiverOf(names),
    email_configs: some(by('email').map(email)),
    slack_configs: some(by('slack').map(slack)),
    webhook_configs: some(by('sms', 'phone', 'webhook').map(webhook)),
  };
}

const sourceOf = ({ name, at }: ResolvedChannel) => ({ path: `channels.${name}`, at });

/** The words of a message: those without labels where they may name nobody. */
export const templateOf = (channel: ResolvedChannel, what: 'title' | 'text'): string =>
  `{{ template "${channel.contentFree ? 'plain' : 'full'}.${what}" . }}`;

/** Alertmanager takes no address from a file: the relay on the same machine knows who it is. */
const email = (channel: ResolvedChannel): TreeMap =>
  from(sourceOf(channel), {
    to: `${channel.name}@localhost`,
    send_resolved: true,
    html: '',
    text: templateOf(channel, 'text'),
    headers: { Subject: templateOf(channel, 'title') },
  });

const slack = (channel: ResolvedChannel): TreeMap =>
  from(sourceOf(channel), {
    api_url_file: `${FOLDER}/${channel.name}`,
    send_resolved: true,
    title: templateOf(channel, 'title'),
    text: templateOf(channel, 'text'),
    // The links and the fallback of the default templates carry labels.
    title_link: '',
    fallback: templateOf(channel, 'title'),
  });

const webhook = (channel: ResolvedChannel): TreeMap =>
  from(sourceOf(channel), {
    url_file: `${FOLDER}/${channel.name}`,
    send_resolved: channel.by === 'webhook',
    max_alerts: channel.by === 'webhook' ? undefined : 1,
  });

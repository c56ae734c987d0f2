import { idOf } from '../names.ts';
import { onceFor } from '../site.ts';
import { ref } from '../terraform.ts';
import { caller, policy } from './identity.ts';
import { anyKeyOf } from './keys.ts';
import type { AwsSite } from './site.ts';

/** How SNS reaches the ways of a plan. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  email: 'email',
  sms: 'sms',
  webhook: 'https',
};

/** The topic of a channel, made when somebody is first told by it. Its address is asked for. */
export const topicOf = (site: AwsSite, channel: string): string | undefined => {
  const known = topics(site).get(channel);
  if (known !== undefined) return known;
  const made = writeTopic(site, channel);
  if (made !== undefined) topics(site).set(channel, made);
  return made;
};
const topics = onceFor(() => new Map<string, string>());

function writeTopic(site: AwsSite, name: string): string | undefined {
  const channel = site.plan.channels.find((one) => one.name === name);
  if (!channel) return undefined;
  const source = { path: `channels.${name}`, at: channel.at };
  const id = idOf(name);
  const topic = site.write.resource('watch', 'aws_sns_topic', id, [
    source,
    { name: site.called(200, site.name, name), kms_master_key_id: anyKeyOf(site) },
  ]);
  const { account } = caller(site);
  site.write.resource('watch', 'aws_sns_topic_policy', id, [
    source,
    {
      arn: ref(topic, 'arn'),
      policy: policy(site, idOf(name, 'topic'), source, [
        {
          actions: ['sns:Publish'],
          resources: [ref(topic, 'arn')],
          principals: [
            { type: 'Service', identifiers: ['budgets.amazonaws.com', 'cloudwatch.amazonaws.com'] },
          ],
          condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [account] }],
        },
      ]),
    },
  ]);
  const protocol = PROTOCOLS[channel.by];
  if (protocol === undefined)
    site.cannotSay(
      { ...source, path: `channels.${name}.by` },
      {
        en: `SNS does not speak ${channel.by}: the topic of ${name} is there, and what carries it on is not`,
        ko: `SNS는 ${channel.by} 방식을 모른다. ${name} 채널의 토픽만 있고 거기서 나르는 것은 없다`,
      },
      {
        en: 'Subscribe what speaks it to the topic.',
        ko: '그 방식을 아는 것이 토픽을 구독하게 한다.',
      },
    );
  else
    site.write.resource('watch', 'aws_sns_topic_subscription', id, [
      source,
      {
        topic_arn: ref(topic, 'arn'),
        protocol,
        endpoint: site.write.variable(
          idOf(name, 'address'),
          { type: 'string', about: `Where ${name} is told, by ${channel.by}.` },
          source,
        ),
      },
    ]);
  return ref(topic, 'arn');
}

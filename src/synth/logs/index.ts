import type { Body, SynthFile } from '../file.ts';
import { groundOf } from '../observe/place.ts';
import { isRemote } from '../observe/tools.ts';
import { Lines } from '../print/text.ts';
import type { Source, TreeMap } from '../source.ts';
import { cannotSay, type EnvironmentTarget, type SynthContext } from '../target.ts';
import { filebeatOf, throughLogstash } from './filebeat.ts';
import { writeFluentBit, writeParsers } from './fluent-bit.ts';
import { writeLogstash } from './logstash.ts';
import { reportLogs } from './report.ts';
import { indexLifecycle, indexState, indexTemplate } from './retention.ts';
import { type Sink, sinksOf } from './sink.ts';

/** Lines from what runs to where the plan keeps them, and for how long. */
export const logs: EnvironmentTarget = {
  name: 'logs',
  scope: 'environment',
  about: {
    en: 'Logs: Fluent Bit or Filebeat to the store, retention, nothing that names a person',
    ko: '로그. Fluent Bit 또는 Filebeat로 저장소까지, 보관 기간, 사람을 밝히지 않는 필드',
  },
  // Where nothing is said of logs there is no place to send lines to, and none is made up.
  appliesTo: (plan) => isRemote(plan) && plan.policy.logs !== undefined,
  render(context) {
    const sinks = sinksOf(context.plan);
    reportLogs(context, sinks);
    const [first] = sinks;
    if (!first) return [];
    return [
      ...shipper(context, first, sinks),
      ...sinks.flatMap((sink) => storeFiles(context, sink)),
    ];
  },
};

function shipper(context: SynthContext, first: Sink, sinks: readonly Sink[]): readonly SynthFile[] {
  const { plan } = context;
  const source: Source = { path: 'logs', at: plan.at };
  const isNamed = plan.policy.logs?.through?.includes('filebeat') ?? false;
  const isAble = first.product === 'elasticsearch' && groundOf(plan) !== 'ecs';
  if (isNamed && !isAble)
    cannotSay(
      context,
      'logs',
      { path: 'logs.through', at: plan.at },
      {
        en: `Filebeat cannot bring lines from here to ${first.product}: Fluent Bit does`,
        ko: `Filebeat로는 여기서 ${first.product} 쪽으로 보내지 못해 Fluent Bit를 쓴다`,
      },
    );
  if (!isNamed || !isAble) {
    const [main, parsers] = [new Lines(), new Lines()];
    writeFluentBit(main, plan, sinks);
    writeParsers(parsers);
    return [
      { path: 'fluent-bit.conf', source, body: textOf(main) },
      { path: 'parsers.conf', source, body: textOf(parsers) },
    ];
  }
  const beats: SynthFile = {
    path: 'filebeat.yml',
    source,
    body: { kind: 'yaml', documents: [filebeatOf(plan, first)] },
  };
  if (!throughLogstash(plan)) return [beats];
  const pipeline = new Lines();
  writeLogstash(pipeline, plan, first);
  return [beats, { path: 'logstash.conf', source, body: textOf(pipeline) }];
}

const textOf = (text: Lines): Body => ({ kind: 'text', comment: ['#'], lines: text.lines });

/** What the store is told once: how a line is kept, and when it goes. */
function storeFiles({ plan }: SynthContext, sink: Sink): readonly SynthFile[] {
  const source: Source = { path: 'logs.keep', at: plan.at };
  const json = (name: string, value: TreeMap): SynthFile => ({
    path: `${sink.product}/${name}.json`,
    source,
    body: { kind: 'json', value },
  });
  if (sink.product === 'elasticsearch')
    return [
      json('index-template', indexTemplate(plan, sink)),
      json('ilm-policy', indexLifecycle(plan)),
    ];
  if (sink.product === 'opensearch')
    return [
      json('index-template', indexTemplate(plan, sink)),
      json('ism-policy', indexState(plan)),
    ];
  return [];
}

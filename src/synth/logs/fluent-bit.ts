import { DAY } from '#kernel';
import { namespaceOf, partsOf, type ResolvedPlan } from '#model';
import { portsOnServer, unitsOf } from '../edge/ports.ts';
import { byName, groundOf } from '../observe/place.ts';
import type { Lines } from '../print/text.ts';
import { type Source, sourceOfPart } from '../source.ts';
import { droppedLevels, NAMING, pseudonymisedStore, streamOf } from './fields.ts';
import { daysInCloudWatch } from './retention.ts';
import type { Sink } from './sink.ts';

type Entry = readonly [key: string, value: string | number];

function section(text: Lines, name: string, entries: readonly Entry[], source?: Source): void {
  text.line();
  text.block(
    `[${name}]`,
    () => {
      for (const [key, value] of entries) text.line(`${key} ${value}`);
    },
    undefined,
    source,
  );
}

/** Fluent Bit, from what runs to every sink; a line is on disk until it has arrived. */
export function writeFluentBit(text: Lines, plan: ResolvedPlan, sinks: readonly Sink[]): void {
  section(text, 'SERVICE', [
    ['Flush', 1],
    ['Grace', 10],
    ['Log_Level', 'warn'],
    ['Parsers_File', 'parsers.conf'],
    ['storage.path', '/var/lib/fluent-bit'],
    ['storage.backlog.mem_limit', '16M'],
  ]);
  writeInputs(text, plan);
  writeFilters(text, plan);
  for (const sink of sinks) section(text, 'OUTPUT', outputOf(plan, sink), sink.source);
}

function writeInputs(text: Lines, plan: ResolvedPlan): void {
  const source = sourceOfPart(plan.environment, 'environments');
  const ground = groundOf(plan);
  if (ground === 'cluster')
    section(
      text,
      'INPUT',
      [
        ['Name', 'tail'],
        ['Tag', 'kube.*'],
        ['Path', `/var/log/containers/*_${namespaceOf(plan)}_*.log`],
        ['multiline.parser', 'docker, cri'],
        ['DB', '/var/lib/fluent-bit/tail.db'],
        ['Mem_Buf_Limit', '16M'],
        ['storage.type', 'filesystem'],
      ],
      source,
    );
  // In a task of ECS the log driver of the other containers sends lines here.
  if (ground === 'ecs')
    section(text, 'INPUT', [
      ['Name', 'forward'],
      ['unix_path', '/var/run/fluent.sock'],
      ['storage.type', 'filesystem'],
    ]);
  if (ground === 'server') writeUnits(text, plan);
}

/** The journal of every instance: a unit is started once for each port. */
function writeUnits(text: Lines, plan: ResolvedPlan): void {
  const ports = portsOnServer({ plan });
  for (const service of byName(partsOf(plan, 'service'))) {
    const units = unitsOf(service.name, ports.get(service.name) ?? []);
    section(
      text,
      'INPUT',
      [
        ['Name', 'systemd'],
        ['Tag', service.name],
        ...units.map((unit): [string, string] => ['Systemd_Filter', `_SYSTEMD_UNIT=${unit}`]),
        ['DB', `/var/lib/fluent-bit/${service.name}.db`],
        ['storage.type', 'filesystem'],
      ],
      sourceOfPart(service),
    );
  }
}

function writeFilters(text: Lines, plan: ResolvedPlan): void {
  const ground = groundOf(plan);
  const isJson = plan.policy.logs?.format === 'json';
  if (ground === 'cluster') writeOfCluster(text, isJson);
  else if (isJson)
    section(
      text,
      'FILTER',
      [
        ['Name', 'parser'],
        ['Match', '*'],
        ['Key_Name', ground === 'server' ? 'MESSAGE' : 'log'],
        ['Parser', 'line'],
        ['Reserve_Data', 'On'],
      ],
      { path: 'logs.format', at: plan.at },
    );
  writeSieve(text, plan);
}

/** What nobody should keep is dropped, and the rest is told apart. */
function writeSieve(text: Lines, plan: ResolvedPlan): void {
  const dropped = droppedLevels(plan);
  if (dropped.length > 0)
    section(
      text,
      'FILTER',
      [
        ['Name', 'grep'],
        ['Match', '*'],
        ['Exclude', `level ^(?i:${dropped.join('|')})$`],
      ],
      { path: 'logs.level', at: plan.at },
    );
  if (groundOf(plan) === 'server')
    for (const service of byName(partsOf(plan, 'service')))
      section(text, 'FILTER', [
        ['Name', 'record_modifier'],
        ['Match', service.name],
        ['Record', `service ${service.name}`],
      ]);
  section(text, 'FILTER', [
    ['Name', 'record_modifier'],
    ['Match', '*'],
    ['Record', `plan ${plan.name}`],
    ['Record', `environment ${plan.environment.name}`],
  ]);
  const store = pseudonymisedStore(plan);
  if (store)
    section(
      text,
      'FILTER',
      [
        ['Name', 'record_modifier'],
        ['Match', '*'],
        ...NAMING.map((field): Entry => ['Remove_key', field]),
      ],
      { path: `parts.${store.name}.pseudonymised`, at: store.at },
    );
}

/** A container has the name of its service. */
function writeOfCluster(text: Lines, isJson: boolean): void {
  section(text, 'FILTER', [
    ['Name', 'kubernetes'],
    ['Match', 'kube.*'],
    ['Merge_Log', isJson ? 'On' : 'Off'],
    ['Keep_Log', isJson ? 'Off' : 'On'],
    ['Annotations', 'Off'],
  ]);
  section(text, 'FILTER', [
    ['Name', 'nest'],
    ['Match', 'kube.*'],
    ['Operation', 'lift'],
    ['Nested_under', 'kubernetes'],
  ]);
  section(text, 'FILTER', [
    ['Name', 'modify'],
    ['Match', 'kube.*'],
    ['Rename', 'container_name service'],
  ]);
}

function outputOf(plan: ResolvedPlan, sink: Sink): readonly Entry[] {
  const { product, host, port, secure } = sink;
  const retry: Entry = ['Retry_Limit', 'no_limits'];
  const stream = streamOf(plan);
  if (product === 'cloudwatch')
    return [
      ['Name', 'cloudwatch_logs'],
      ['Match', '*'],
      ['region', plan.environment.on.site?.region ?? ''],
      ['log_group_name', `/${plan.name}/${plan.environment.name}`],
      ['log_stream_prefix', `${plan.environment.name}-`],
      ['auto_create_group', 'On'],
      ...retention(plan),
      retry,
    ];
  if (product === 'loki') return lokiOf(plan, sink);
  const name = product === 'opensearch' ? 'OPENSEARCH' : 'ELASTICSEARCH';
  return [
    ['Name', product === 'opensearch' ? 'opensearch' : 'es'],
    ['Match', '*'],
    ['Host', host],
    ['Port', port],
    ['Index', stream],
    ['Write_Operation', 'create'],
    ['Suppress_Type_Name', 'On'],
    // Told by the environment of Fluent Bit, never by this file.
    ['HTTP_User', `\${${name}_USER}`],
    ['HTTP_Passwd', `\${${name}_PASSWORD}`],
    ['tls', secure ? 'On' : 'Off'],
    ['tls.verify', secure ? 'On' : 'Off'],
    retry,
  ];
}

const lokiOf = (plan: ResolvedPlan, { host, port }: Sink): readonly Entry[] => [
  ['Name', 'loki'],
  ['Match', '*'],
  ['host', host],
  ['port', port],
  ['labels', `plan=${plan.name}, environment=${plan.environment.name}`],
  ['label_keys', '$service, $level'],
  ['line_format', 'json'],
  ...(plan.policy.logs?.compressed ? [['compress', 'gzip'] as const] : []),
  ['Retry_Limit', 'no_limits'],
];

function retention(plan: ResolvedPlan): readonly Entry[] {
  const keep = plan.policy.logs?.keep;
  return keep === undefined
    ? []
    : [['log_retention_days', daysInCloudWatch(Math.ceil(keep / DAY))]];
}

/** A line that is an object: what it says of itself becomes fields. */
export function writeParsers(text: Lines): void {
  section(text, 'PARSER', [
    ['Name', 'line'],
    ['Format', 'json'],
  ]);
}

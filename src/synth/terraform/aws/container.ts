import { toVariable } from '#kernel';
import { type ResolvedJob, type ResolvedService, settlePort, settleStart } from '#model';
import { from, type Source, type Tree, type TreeMap } from '../../source.ts';
import { idOf, plain } from '../names.ts';
import { onceFor, say, sourceOf } from '../site.ts';
import { expression, ref } from '../terraform.ts';
import { caller, mayOf, writeRole } from './identity.ts';
import { containerImage, mayFetch } from './image.ts';
import { logName, mayLog } from './logs.ts';
import { mayRead, secretsOf } from './secrets.ts';
import type { AwsSite } from './site.ts';

type Running = ResolvedService | ResolvedJob;

/** What Fargate sells: CPU units, with the memory in MiB that each may have. */
const PAIRS: readonly (readonly [cpu: number, least: number, most: number, step: number])[] = [
  [256, 512, 2_048, 512],
  [512, 1_024, 4_096, 1_024],
  [1_024, 2_048, 8_192, 1_024],
  [2_048, 4_096, 16_384, 1_024],
  [4_096, 8_192, 30_720, 1_024],
  [8_192, 16_384, 61_440, 4_096],
  [16_384, 32_768, 122_880, 8_192],
];

/** The smallest that a part of this size fits in; undefined where Fargate has none. */
export function fargatePair(
  cores: number,
  bytes: number,
): { readonly cpu: number; readonly memory: number } | undefined {
  const units = Math.ceil(cores * 1_024);
  const wanted = Math.ceil(bytes / 2 ** 20);
  for (const [cpu, least, most, step] of PAIRS) {
    const memory = Math.max(least, Math.ceil(wanted / step) * step);
    // 256 units have half a gigabyte, one or two, and nothing in between.
    const fitting = cpu === 256 && memory === 1_536 ? 2_048 : memory;
    if (cpu >= units && fitting <= most) return { cpu, memory: fitting };
  }
  return undefined;
}

/** What of a part runs as one: its container, its size, its two roles. */
export function writeTask(site: AwsSite, part: Running) {
  const source = sourceOf(part);
  const secrets = secretsOf(site, part);
  const task = writeRole(site, part.name, {
    source,
    for: 'ecs-tasks.amazonaws.com',
    may: mayOf(site, part),
  });
  const start = writeRole(site, `${part.name}_start`, {
    source,
    for: 'ecs-tasks.amazonaws.com',
    may: [...mayFetch(site, part), ...mayLog(site, part), ...mayRead(site, secrets)],
  });
  const said = say(part);
  const { cpu, memory } = sizeOf(site, part);
  const id = idOf(part.name);
  const containers = site.write.local('compute', idOf(part.name, 'containers'), [
    from(source, containerOf(site, part)),
  ]);
  return site.write.resource('compute', 'aws_ecs_task_definition', id, [
    source,
    {
      family: site.called(255, part.name),
      requires_compatibilities: ['FARGATE'],
      network_mode: 'awsvpc',
      cpu: said('size.cpu', String(cpu)),
      memory: said('size.memory', String(memory)),
      execution_role_arn: ref(start, 'arn'),
      task_role_arn: ref(task, 'arn'),
      runtime_platform: { operating_system_family: 'LINUX', cpu_architecture: architecture(part) },
      ephemeral_storage: diskOf(site, part),
      volume: [{ name: 'scratch' }],
      container_definitions: expression(`jsonencode(${containers})`),
    },
  ]);
}

const architecture = ({ image }: Running): string => {
  const platforms = image?.platforms ?? [];
  return platforms.length > 0 && platforms.every((one) => one.includes('arm64'))
    ? 'ARM64'
    : 'X86_64';
};

/** Fargate gives 20 GiB, and 200 at most. */
function diskOf(site: AwsSite, part: Running): TreeMap | undefined {
  if (part.gpu)
    site.cannotSay(
      { path: `parts.${part.name}.gpu`, at: part.at },
      {
        en: `Fargate has no GPU: ${part.name} runs without one`,
        ko: `Fargate에는 GPU가 없어 ${part.name} 서비스는 GPU 없이 돈다`,
      },
    );
  const size = part.disk === undefined ? 0 : Math.ceil(part.disk / 2 ** 30);
  return size > 20 ? { size_in_gib: say(part)('disk', Math.min(200, size)) } : undefined;
}

function sizeOf(site: AwsSite, part: Running) {
  const { cpu = 0.25, memory = 512 * 2 ** 20 } = part.size ?? {};
  const source = { path: `parts.${part.name}.size`, at: part.at };
  if (!part.size)
    site.isMissing(source, {
      en: `${part.name} says no size: it gets the smallest task that Fargate has`,
      ko: `${part.name} 서비스의 크기가 없어 Fargate의 가장 작은 태스크를 준다`,
    });
  const pair = fargatePair(cpu, memory);
  if (pair) return pair;
  site.cannotSay(source, {
    en: `Fargate has no task as large as ${part.name}: it gets the largest`,
    ko: `${part.name} 서비스만 한 Fargate 태스크는 없어 가장 큰 것을 준다`,
  });
  return { cpu: 16_384, memory: 122_880 };
}

function containerOf(site: AwsSite, part: Running): TreeMap {
  const said = say(part);
  const { region } = caller(site);
  const { image } = part;
  return {
    name: part.name,
    image: containerImage(site, part),
    essential: true,
    command: part.run?.command.map((word, index) => said(`run.command[${index}]`, word)),
    user: image?.user === undefined ? undefined : said('image.user', String(image.user)),
    readonlyRootFilesystem: true,
    mountPoints: [{ sourceVolume: 'scratch', containerPath: '/tmp', readOnly: false }],
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
    portMappings:
      part.kind === 'service'
        ? [
            {
              name: 'http',
              containerPort: said('port', settlePort(part)),
              hostPort: settlePort(part),
              protocol: 'tcp',
            },
          ]
        : undefined,
    environment: variablesOf(site, part),
    secrets: secretsOf(site, part).map(({ name, arn, part: of, source }) =>
      from(source, { name, valueFrom: `${arn}${of}` }),
    ),
    stopTimeout: part.kind === 'service' ? stopOf(site, part) : undefined,
    startTimeout:
      part.kind === 'service' ? Math.min(120, Math.ceil(settleStart(part) / 1_000)) : undefined,
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': logName(site, part),
        'awslogs-region': region,
        'awslogs-stream-prefix': part.name,
        mode: 'non-blocking',
      },
    },
  };
}

/** Fargate waits two minutes at most for a task to end. */
function stopOf(site: AwsSite, part: ResolvedService): Tree {
  const seconds = Math.ceil((part.stop?.drain ?? 30_000) / 1_000);
  if (seconds > 120)
    site.cannotSay(
      { path: `parts.${part.name}.stop.drain`, at: part.at },
      {
        en: `${part.name} wants ${seconds} s to stop, and Fargate waits 120 s at most`,
        ko: `${part.name} 서비스는 멈추는 데 ${seconds}초가 필요한데 Fargate는 120초까지만 기다린다`,
      },
    );
  return say(part)('stop.drain', Math.min(120, seconds));
}

/** Names of variables are the same wherever a part runs. */
function variablesOf(site: AwsSite, part: Running): readonly TreeMap[] {
  const said = say(part);
  const secret = new Set(secretsOf(site, part).map(({ name }) => name));
  const links = part.links.flatMap(({ to, at }): readonly TreeMap[] => {
    const value = addressOf(site, to);
    const name = `${toVariable(to)}_URL`;
    const source = { path: `parts.${part.name}.uses[${to}]`, at };
    if (value === undefined && !part.configuration?.[name])
      sayElsewhere(site, part.name, [to, source]);
    return value === undefined ? [] : [from(source, { name, value })];
  });
  const own =
    part.kind === 'service'
      ? [
          { name: 'HOST', value: '0.0.0.0' },
          { name: 'PORT', value: said('port', String(settlePort(part))) },
        ]
      : [];
  const configuration = Object.entries(part.configuration ?? {}).map(([name, value]) => ({
    name,
    value: said(`configuration.${name}`, value),
  }));
  const all: readonly TreeMap[] = [...own, ...links, ...configuration];
  return [...new Map(all.map((one) => [String(one.name), one])).values()]
    .filter(({ name }) => !secret.has(String(name)))
    .sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
}

const addresses = onceFor(() => new Map<string, string>());
/** Where something answers that is no secret: a queue, a bucket. */
export const tellAddress = (site: AwsSite, part: string, value: string): void =>
  void addresses(site).set(part, value);

/** The name of a linked service inside the cluster; of a store, what those who wrote it said. */
function addressOf(site: AwsSite, to: string): string | undefined {
  const target = site.part(to);
  if (target?.kind === 'service') return `http://${plain(to)}:${settlePort(target)}`;
  return addresses(site).get(to) ?? (target && isSecretStore(target.kind) ? '' : undefined);
}
const isSecretStore = (kind: string): boolean =>
  ['postgres', 'mysql', 'redis', 'warehouse', 'document-store', 'search'].includes(kind);

function sayElsewhere(site: AwsSite, part: string, [to, source]: readonly [string, Source]): void {
  const target = site.context.view.part(to);
  // Where somebody else's API answers is configuration: the plan does not know its address.
  if (!target || target.kind === 'external') return;
  site.cannotSay(source, {
    en: `${part} reaches ${to}, and nothing of ${site.name} says at which address`,
    ko: `${part} 서비스가 쓰는 ${to}의 주소를 ${site.name} 사이트의 무엇도 알려 주지 않는다`,
  });
}

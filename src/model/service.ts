import { type RateWords, type SizeWords, type SpanWords, withParticle } from '#kernel';
import type { Link } from './link.ts';
import { type Objectives, type ResolvedObjectives, readObjectives } from './objective.ts';
import { makes, type Part } from './part.ts';
import { rate, span } from './quantity.ts';
import { type ResolvedRollout, type Rollout, readRollout } from './rollout-policy.ts';
import type { Secret } from './secret.ts';
import {
  flag,
  list,
  number,
  optional,
  type Reader,
  record,
  refuse,
  required,
  text,
  words,
} from './shape.ts';
import { type ResolvedSize, readMachine } from './store.ts';

export interface RunSpec {
  readonly command: readonly string[];
  /** The build output, relative to the plan; a release is a copy of it. */
  readonly folder?: string;
  /** Names left out of a release, besides `.env*`, `.git` and `node_modules`, which always are. */
  readonly ignore?: readonly string[];
}
export type ScaleSignal =
  | { readonly cpu: number }
  | { readonly memory: number }
  | { readonly rps: number };
export interface ReplicaSpec {
  readonly min: number;
  readonly max: number;
  readonly scaleOn?: readonly ScaleSignal[];
}
export interface ServiceSpec {
  readonly run?: RunSpec;
  readonly dev?: { readonly command: readonly string[] };
  readonly port?: number;
  /** Paths answered 200 when well; `within` is how long a start may take. */
  readonly health?: {
    readonly live?: string;
    readonly ready?: string;
    readonly within?: SpanWords;
  };
  readonly uses?: readonly (Link | Secret)[];
  readonly configuration?: Readonly<Record<string, string>>;
  readonly size?: { readonly cpu: number; readonly memory: SizeWords };
  readonly replicas?: number | ReplicaSpec;
  /** What one replica was measured to handle. */
  readonly handles?: RateWords;
  /** Connections that outlive a request: a deploy must drain them. */
  readonly streams?: boolean;
  /** How long a stopping instance may finish what it has. */
  readonly stop?: { readonly drain: SpanWords };
  readonly rollout?: Rollout;
  readonly objective?: Objectives;
}
/** Something that runs. */
export const service = makes<'service', ServiceSpec>('service');
export type Service = Part<'service', ServiceSpec>;

export interface ResolvedRun {
  readonly command: readonly string[];
  readonly folder?: string | undefined;
  readonly ignore?: readonly string[] | undefined;
}
export interface ResolvedReplicas {
  readonly min: number;
  readonly max: number;
  readonly scaleOn?: readonly ScaleSignal[] | undefined;
}
export interface ResolvedHealth {
  readonly live?: string | undefined;
  readonly ready?: string | undefined;
  readonly within?: number | undefined;
}
export interface ResolvedServiceSpec {
  readonly run?: ResolvedRun | undefined;
  readonly dev?: { readonly command: readonly string[] } | undefined;
  readonly port?: number | undefined;
  readonly health?: ResolvedHealth | undefined;
  readonly configuration?: Readonly<Record<string, string>> | undefined;
  readonly size?: ResolvedSize | undefined;
  readonly replicas?: ResolvedReplicas | undefined;
  readonly handles?: number | undefined;
  readonly streams?: boolean | undefined;
  readonly stop?: { readonly drain: number } | undefined;
  readonly rollout?: ResolvedRollout | undefined;
  readonly objective?: ResolvedObjectives | undefined;
}

const command: Reader<readonly string[]> = (value, reading) => {
  const read = list(text)(value, reading);
  if (read?.length !== 0) return read;
  return refuse('plan/bad-value', reading, {
    en: 'a command needs at least one word',
    ko: '명령은 한 단어 이상이어야 한다',
  });
};

const count = number(0, 10_000, true);
const readSignal = record<{
  cpu?: number | undefined;
  memory?: number | undefined;
  rps?: number | undefined;
}>({
  cpu: optional(number(1, 100)),
  memory: optional(number(1, 100)),
  rps: optional(number(0.001, 1e9)),
}) as Reader<ScaleSignal>;
const readRange = record<ResolvedReplicas>({
  min: required(count),
  max: required(count),
  scaleOn: optional(list(readSignal)),
});

const readReplicas: Reader<ResolvedReplicas> = (value, reading) => {
  if (typeof value === 'number') {
    const fixed = count(value, reading);
    return fixed === undefined ? undefined : { min: fixed, max: fixed };
  }
  const range = readRange(value, reading);
  if (!range || range.min === undefined || range.max === undefined || range.min <= range.max)
    return range;
  return refuse('plan/bad-value', reading, {
    en: `min ${range.min} is above max ${range.max}`,
    ko: `min ${withParticle(String(range.min), '이/가')} max ${range.max}보다 크다`,
  });
};

const readPath: Reader<string> = (value, reading) => {
  const read = text(value, reading);
  if (read === undefined || read.startsWith('/')) return read;
  return refuse('plan/bad-value', reading, {
    en: `a path starts with '/', and '${read}' does not`,
    ko: `경로는 '/'로 시작해야 하는데 ${withParticle(`'${read}'`, '이라/라')}고 적혀 있다`,
  });
};

/** Everything but `uses`, which the walk turns into links. */
export const readService = record<ResolvedServiceSpec & { uses?: unknown }>({
  run: optional(
    record<ResolvedRun>({
      command: required(command),
      folder: optional(text),
      ignore: optional(list(text)),
    }),
  ),
  dev: optional(record<{ command: readonly string[] }>({ command: required(command) })),
  port: optional(number(1, 65_535, true)),
  health: optional(
    record<ResolvedHealth>({
      live: optional(readPath),
      ready: optional(readPath),
      within: optional(span),
    }),
  ),
  uses: optional(() => undefined),
  configuration: optional(words),
  size: optional(readMachine),
  replicas: optional(readReplicas),
  handles: optional(rate),
  streams: optional(flag),
  stop: optional(record<{ drain: number }>({ drain: required(span) })),
  rollout: optional(readRollout),
  objective: optional(readObjectives),
});

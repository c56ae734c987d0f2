import { withParticle } from '#kernel';
import type { Link } from './link.ts';
import { readObjectives } from './objective.ts';
import { makes, type Part } from './part.ts';
import { rate, size, span } from './quantity.ts';
import { partNamed } from './reference.ts';
import { readRollout } from './rollout-policy.ts';
import { readSchedule } from './schedule.ts';
import type { Secret } from './secret.ts';
import {
  flag,
  list,
  type Meaning,
  number,
  object,
  oneOf,
  optional,
  type Reader,
  refuse,
  required,
  text,
  urlPath,
  type Words,
  words,
} from './shape.ts';
import { dataClass, readMachine, standing } from './store.ts';

const command: Reader<readonly string[]> = (value, reading) => {
  const read = list(text)(value, reading);
  if (read?.length !== 0) return read;
  return refuse('plan/bad-value', reading, {
    en: 'a command needs at least one word',
    ko: '명령은 한 단어 이상이어야 한다',
  });
};

const count = number(0, 10_000, true);
const signalFields = {
  /** Percent of the CPU it has. */
  cpu: optional(number(1, 100)),
  /** Percent of the memory it has. */
  memory: optional(number(1, 100)),
  /** Requests per second of one replica. */
  rps: optional(number(0.001, 1e9)),
  /** Concurrent users of one replica. */
  users: optional(number(1, 1e9)),
  /** Waiting messages per replica. */
  queued: optional(number(1, 1e9)),
};
export interface ScaleSignal extends Words<typeof signalFields> {}
const replicaFields = {
  min: required(count),
  max: required(count),
  /** What more replicas answer to; the most demanding signal wins. */
  scaleOn: optional(list(object(signalFields))),
};
export interface ReplicaSpec extends Words<typeof replicaFields> {}
export interface ResolvedReplicas extends Meaning<typeof replicaFields> {}
const readRange = object(replicaFields);

const readReplicas: Reader<ResolvedReplicas, number | ReplicaSpec> = (value, reading) => {
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

const runFields = {
  command: required(command),
  /** The build output, relative to the plan; a release is a copy of it. */
  folder: optional(text),
  /** Names left out of a release, besides `.env*`, `.git` and `node_modules`, which always are. */
  ignore: optional(list(text)),
};
const healthFields = {
  live: optional(urlPath),
  ready: optional(urlPath),
  /** How long a start may take. */
  within: optional(span),
};
const imageFields = {
  /** Where images are stored: 'ghcr.io', 'ecr', a repository. */
  registry: optional(text),
  name: optional(text),
  /** What runs: a tag that moves ('latest') is another image tomorrow. */
  tag: optional(text),
  /** Base images with their versions: 'node:20-alpine'. */
  from: optional(list(text)),
  /** The numeric user it runs as; 0 is root. */
  user: optional(number(0, 1e9, true)),
  maxSize: optional(size),
  /** The image it is built in. */
  builtIn: optional(text),
  /** Steps of its build, in order. */
  builds: optional(list(text)),
  /** Programs it brings besides what its base has. */
  contains: optional(list(text)),
  scanned: optional(flag),
  platforms: optional(list(text)),
};
export const readImage = object(imageFields);
const tokenFields = {
  access: optional(span),
  refresh: optional(span),
  /** Where revoked tokens are remembered. */
  revokedIn: optional(partNamed('redis', 'postgres', 'mysql')),
};

/** What a service and a job share. */
const running = {
  ...standing,
  run: optional(object(runFields)),
  dev: optional(object({ command: required(command) })),
  configuration: optional(words),
  size: optional(readMachine),
  /** What the scheduler sets aside for it, where that is less than its size. */
  reserves: optional(readMachine),
  /** The machine's own disk. */
  disk: optional(size),
  gpu: optional(number(0, 64, true)),
  /** The node pool it is scheduled on. */
  pool: optional(text),
  /** What it is built with, as 'product:version': 'node:20', 'php', 'ubuntu:20.04'. */
  runtime: optional(list(text)),
  image: optional(readImage),
  /** Classes of data it works on. */
  handlesData: optional(list(dataClass)),
  uses: optional((() => undefined) as Reader<undefined, readonly (Link | Secret)[]>),
  objective: optional(readObjectives),
};

const schemaFields = {
  /** The schema that a release brings and is written for. */
  version: required(number(0, 1e9, true)),
  /** The oldest version whose code still runs on it. */
  compatibleSince: required(number(0, 1e9, true)),
};
const readSchemaFields = object(schemaFields);
const readSchema: Reader<Meaning<typeof schemaFields>, Words<typeof schemaFields>> = (
  value,
  reading,
) => {
  const read = readSchemaFields(value, reading);
  const { version, compatibleSince } = read ?? {};
  if (version === undefined || compatibleSince === undefined || compatibleSince <= version)
    return read;
  return refuse('plan/bad-value', reading, {
    en: `a schema of version ${version} cannot be compatible only since ${compatibleSince}`,
    ko: `스키마 ${version} 버전이 ${compatibleSince} 버전부터만 호환될 수는 없다`,
  });
};

const serviceFields = {
  ...running,
  port: optional(number(1, 65_535, true)),
  /** Paths answered 200 when well. */
  health: optional(object(healthFields)),
  replicas: optional(readReplicas),
  /** What one replica was measured to handle. */
  handles: optional(rate),
  /** Pieces of work one replica has in hand at once. */
  concurrency: optional(number(1, 1e6, true)),
  /** Connections that outlive a request: a deploy must drain them. */
  streams: optional(flag),
  /** Work is taken at once and answered later. */
  asynchronous: optional(flag),
  /** How long a stopping instance may finish what it has. */
  stop: optional(object({ drain: required(span) })),
  rollout: optional(readRollout),
  /** The step its release makes in the schema of its database: expand, then contract. */
  schema: optional(readSchema),
  /** What callers are known by. */
  authenticates: optional(list(oneOf('jwt', 'session', 'api-key', 'device-key', 'mtls'))),
  tokens: optional(object(tokenFields)),
  /** Input is validated, SQL is parameterised, output escaped, and the like. */
  protects: optional(list(oneOf('validation', 'sql-injection', 'xss', 'cors', 'csrf'))),
  /** Versions of its interface that it answers. */
  contracts: optional(list(text)),
  /** May be left out of a release. */
  optional: optional(flag),
};
export interface ServiceSpec extends Words<typeof serviceFields> {}
export interface ResolvedServiceSpec extends Meaning<typeof serviceFields> {}
/** Something that runs. */
export const service = makes<'service', ServiceSpec>('service');
export type Service = Part<'service', ServiceSpec>;
/** Everything but `uses`, which the walk turns into links. */
export const readService = object(serviceFields);

const jobFields = {
  ...running,
  /** When it runs; without one a person or a queue starts it. */
  schedule: optional(readSchedule),
  timeout: optional(span),
};
export interface JobSpec extends Words<typeof jobFields> {}
export interface ResolvedJobSpec extends Meaning<typeof jobFields> {}
/** Something that runs to its end. */
export const job = makes<'job', JobSpec>('job');
export type Job = Part<'job', JobSpec>;
export const readJob = object(jobFields);

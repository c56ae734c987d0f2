import { makes, type Part } from './part.ts';
import { money, percent, size, span } from './quantity.ts';
import { madeOf, partNamed, partOrName } from './reference.ts';
import { readSchedule } from './schedule.ts';
import {
  flag,
  list,
  type Meaning,
  number,
  object,
  oneOf,
  optional,
  required,
  text,
  type Words,
} from './shape.ts';
import { day } from './waiver.ts';

const subnetFields = {
  /** 'isolated' has no way to the internet in either direction. */
  access: required(oneOf('public', 'private', 'isolated')),
  range: optional(text),
  zones: optional(number(1, 100, true)),
  /** What stands in it. */
  parts: optional(list(partNamed())),
};
export interface SubnetSpec extends Words<typeof subnetFields> {}
/** A part of a network. */
export const subnet = makes<'subnet', SubnetSpec>('subnet');
export type Subnet = Part<'subnet', SubnetSpec>;
export const readSubnetSpec = object(subnetFields);

const networkFields = {
  subnets: optional(list(madeOf('subnet', readSubnetSpec, subnet))),
  /** Private parts reach the internet through it, and nothing reaches them. */
  nat: optional(flag),
  /** How operators come in: 'ssm', 'bastion', 'vpn', 'ssh'. */
  operators: optional(text),
  /** What only the VPN reaches. */
  vpnFor: optional(list(partOrName)),
  /** 'derived' from links, as a design has them, or 'listed': what no rule of the document admits is shut. */
  rules: optional(oneOf('derived', 'listed')),
  hostFirewall: optional(text),
  /** Watches for repeated log-in failures: 'fail2ban'. */
  intrusion: optional(text),
};

const stageFields = {
  does: required(
    oneOf('build', 'check', 'test', 'scan', 'publish', 'verify', 'approve', 'deploy', 'rollback'),
  ),
  /** The environment it deploys to or works on. */
  to: optional(text),
  after: optional(list(text)),
  /** The change it runs for: before or after it is merged. */
  on: optional(list(oneOf('pull-request', 'push', 'main', 'tag', 'schedule'))),
  /** People who must agree. */
  approval: optional(number(0, 100, true)),
  /** A failure ends the pipeline. */
  blocks: optional(flag),
  /** Environments where alone a failure ends the pipeline. */
  blocksOnly: optional(list(text)),
  /** What it looks at: parts, or names of what is none; everything when nothing is said. */
  covers: optional(list(partOrName)),
  /** What it runs: 'codeql', 'e2e'. */
  with: optional(list(text)),
  /** Versions it is repeated on: 'node:20'. */
  matrix: optional(list(text)),
};
export interface StageSpec extends Words<typeof stageFields> {}
/** One step of the way from a change to production. */
export const stage = makes<'stage', StageSpec>('stage');
export type Stage = Part<'stage', StageSpec>;
export const readStageSpec = object(stageFields);

const pipelineFields = {
  source: optional(text),
  runner: optional(oneOf('hosted', 'self-hosted')),
  branch: optional(
    object({
      protected: optional(flag),
      reviews: optional(number(0, 10, true)),
    }),
  ),
  stages: optional(list(madeOf('stage', readStageSpec, stage))),
  /** Where the repository is copied, besides where it is. */
  mirror: optional(text),
};

const logFields = {
  /** Where lines end up. */
  to: optional(partOrName),
  format: optional(oneOf('json', 'text')),
  keep: optional(span),
  compressed: optional(flag),
  /** What is written a day. */
  perDay: optional(size),
  level: optional(oneOf('debug', 'info', 'warn', 'error')),
  /** What moves and shows them: 'filebeat', 'kibana'. */
  through: optional(list(text)),
  restsIn: optional(text),
  /** Written to the machine's own disk. */
  local: optional(flag),
};
const auditFields = {
  keep: optional(span),
  /** Nobody can change or remove an entry. */
  immutable: optional(flag),
  /** What is recorded: 'data-access', 'region-change'. */
  of: optional(list(text)),
  restsIn: optional(text),
};
const monitorFields = {
  metrics: optional(list(text)),
  dashboards: optional(list(text)),
  errors: optional(list(text)),
  traces: optional(list(text)),
  /** Looks from outside. */
  uptime: optional(list(text)),
  /** Agents on the machines, for what the provider does not see. */
  agents: optional(list(text)),
  every: optional(span),
  watches: optional(list(partNamed())),
  /** What is measured: 'cpu', 'memory', 'errors', 'active-users'. */
  measures: optional(list(text)),
};

const operationFields = {
  /** When somebody, or something, does it. */
  every: required(readSchedule),
  automatic: optional(flag),
  owner: optional(text),
};
export interface OperationSpec extends Words<typeof operationFields> {}
/** Work that comes back. */
export const operation = makes<'operation', OperationSpec>('operation');
export type Operation = Part<'operation', OperationSpec>;
export const readOperationSpec = object(operationFields);

const saveFields = {
  by: required(oneOf('reserved', 'savings-plan', 'spot', 'shutdown', 'cdn-cache')),
  covers: optional(list(partNamed())),
  term: optional(span),
  /** Off the list price. */
  percent: optional(percent),
};
export interface SavingSpec extends Words<typeof saveFields> {}
/** A promise to pay less. */
export const saving = makes<'saving', SavingSpec>('saving');
export type Saving = Part<'saving', SavingSpec>;
export const readSavingSpec = object(saveFields);

const documentFields = {
  version: optional(text),
  changed: optional(day),
  review: optional(day),
  owner: optional(text),
  approvers: optional(list(text)),
};

const costFields = {
  low: optional(money),
  high: optional(money),
  /** What it is for. */
  covers: optional(list(partNamed())),
};
export const readCost = object(costFields);
export interface CostSpec extends Words<typeof costFields> {}

/** What a plan says of the whole system, besides its parts. */
export const policyFields = {
  network: optional(object(networkFields)),
  pipeline: optional(object(pipelineFields)),
  logs: optional(object(logFields)),
  audit: optional(object(auditFields)),
  monitoring: optional(object(monitorFields)),
  operations: optional(list(madeOf('operation', readOperationSpec, operation))),
  savings: optional(list(madeOf('saving', readSavingSpec, saving))),
  /** Parts in the order a disaster brings them back. */
  recoveryOrder: optional(list(partNamed())),
  /** How often recovery is rehearsed. */
  rehearse: optional(readSchedule),
  document: optional(object(documentFields)),
  /** Rules of law and custom the plan holds itself to: 'gdpr', 'diga', 'pipa'. */
  profiles: optional(list(text)),
};
export interface PolicySpec extends Words<typeof policyFields> {}
export interface ResolvedPolicy extends Meaning<typeof policyFields> {}
/** Lists whose members are subjects of their own. */
export type Listed = 'operations' | 'savings';
export interface ResolvedCost extends Meaning<typeof costFields> {}

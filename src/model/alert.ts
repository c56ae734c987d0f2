import type { Place } from '#kernel';
import { makes, type Part } from './part.ts';
import { percent, rate, span } from './quantity.ts';
import { madeOf, partNamed } from './reference.ts';
import {
  flag,
  list,
  type Meaning,
  number,
  object,
  oneOf,
  optional,
  type Reader,
  required,
  text,
  type Words,
} from './shape.ts';

const channelFields = {
  by: required(oneOf('email', 'slack', 'sms', 'webhook', 'phone')),
  /** ISO 3166-1 alpha-2, where its provider works on messages. */
  country: optional(text),
  /** Messages name no person and hold no data of one. */
  contentFree: optional(flag),
};
export interface ChannelSpec extends Words<typeof channelFields> {}
/** Where a notification goes; its address is a secret, never in the plan. */
export const channel = makes<'channel', ChannelSpec>('channel');
export type Channel = Part<'channel', ChannelSpec>;
export const readChannel = madeOf('channel', object(channelFields), channel);
export interface ResolvedChannel extends Meaning<typeof channelFields> {
  readonly name: string;
  readonly at: Place;
}
/** A channel by its name: what an alert needs of it. */
const readChannelName: Reader<string, Channel> = (value, reading) =>
  readChannel(value, reading)?.name;

const escalationFields = {
  steps: required(list(object({ after: required(span), notify: required(list(readChannelName)) }))),
};
export interface EscalationSpec extends Words<typeof escalationFields> {}
/** Who hears of it when nobody answered. */
export const escalation = makes<'escalation', EscalationSpec>('escalation');
export type Escalation = Part<'escalation', EscalationSpec>;
const readEscalation = madeOf('escalation', object(escalationFields), escalation);

const alertFields = {
  /** What it watches; the whole system when nothing is said. */
  of: optional(partNamed()),
  /** Fires above this share of failed answers. */
  errorsAbove: optional(percent),
  /** Fires above this rate of failed answers: says nothing of their share. */
  errorRateAbove: optional(rate),
  /** Fires when the 95th percentile is above this. */
  slowerThan: optional(span),
  cpuAbove: optional(percent),
  memoryAbove: optional(percent),
  diskAbove: optional(percent),
  connectionsAbove: optional(number(0, 1e6)),
  restartsAbove: optional(number(0, 1e6)),
  /** Over how long `restartsAbove` counts. */
  within: optional(span),
  /** Fires when a replica is further behind. */
  lagAbove: optional(span),
  /** Fires on a log line like this. */
  logs: optional(text),
  /** Fires when data rests where it may not, or a rule of compliance is broken. */
  compliance: optional(flag),
  /** Fires when a certificate ends within this. */
  certificateWithin: optional(span),
  /** Fires when the month costs more than this share of the budget. */
  budgetAbove: optional(percent),
  for: optional(span),
  severity: optional(oneOf('info', 'warning', 'critical')),
  notify: optional(list(readChannelName)),
  escalate: optional(readEscalation),
};
export interface AlertSpec extends Words<typeof alertFields> {}
/** Tells somebody when something leaves its bounds. */
export const alert = makes<'alert', AlertSpec>('alert');
export type Alert = Part<'alert', AlertSpec>;
export interface ResolvedAlertSpec extends Meaning<typeof alertFields> {}
export const readAlert = object(alertFields);

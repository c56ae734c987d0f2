import { type Authored, isAuthored, makes, makesUnnamed, type Part } from './part.ts';
import { readPlacement, readPlacements } from './placement.ts';
import { money, percent, span } from './quantity.ts';
import { partNamed } from './reference.ts';
import { readSchedule } from './schedule.ts';
import {
  expected,
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
  type Words,
} from './shape.ts';
import { readSiteName } from './site.ts';

/** Changes fields of a part in one environment; the rest stays as the plan says. */
export type Change = Authored<
  'change',
  { readonly part: Part; readonly over: Readonly<Record<string, unknown>> }
>;
const changed = makesUnnamed<'change', Change['spec']>('change');
/** @example change(api, { replicas: { min: 1, max: 2 } }) */
export const change = <K extends string, S>(part: Part<K, S>, over: Partial<S>): Change =>
  changed({ part, over: over as Readonly<Record<string, unknown>> });

/** Changes are applied before parts are read; here they are only checked for form. */
const readChange: Reader<true, Change> = (value, reading) =>
  isAuthored(value, 'change')
    ? true
    : refuse(
        'plan/wrong-kind',
        reading,
        expected(value, { en: 'change(part, …)', ko: 'change(part, …)' }),
      );

const residencyFields = {
  /** A region, a country, or an area such as 'EU'. */
  in: required(list(text)),
  strength: required(oneOf('mandatory', 'recommended', 'free')),
  /** Only where data of these classes is held. */
  when: optional(list(text)),
};
const steerFields = {
  /** Country (ISO 3166-1) to the site that answers it. */
  geo: optional(list(object({ country: required(text), to: required(readSiteName) }))),
  default: optional(readSiteName),
  /** What takes a site out. */
  failover: optional(oneOf('health', 'manual')),
  healthPath: optional(text),
};
const budgetFields = {
  monthly: required(money),
  /** Somebody is told at this share of it. */
  alertAt: optional(percent),
};
const pauseFields = {
  /** Hours a week it is off. */
  hoursPerWeek: required(number(0, 168)),
  /** 'nights', 'weekends'. */
  when: optional(list(text)),
  zone: optional(text),
};

const readHolds: Reader<readonly ('personal' | 'synthetic')[], 'personal' | 'synthetic'> = (
  value,
  reading,
) => {
  const read = oneOf('personal', 'synthetic')(value, reading);
  return read && [read];
};

const environmentFields = {
  on: required(readPlacements),
  /** Where it moves when its site is lost. */
  standby: optional(readPlacement),
  steer: optional(object(steerFields)),
  /** What data it holds: 'synthetic' keeps personal data out of it. */
  holds: optional(readHolds),
  residency: optional(object(residencyFields)),
  approval: optional(object({ by: required(number(1, 100, true)), expires: optional(span) })),
  /** When releases may go out. */
  window: optional(readSchedule),
  /** How long it stays open; 2 h when nothing is said. */
  windowLasts: optional(span),
  budget: optional(object(budgetFields)),
  /** When it is shut down to save. */
  off: optional(object(pauseFields)),
  purchase: optional(oneOf('on-demand', 'reserved', 'savings-plan', 'spot')),
  /** Debug output is on. */
  debug: optional(flag),
  /** Where its secrets are kept: 'aws-secrets-manager'. */
  secretStore: optional(text),
  /** Calls between services are mutually authenticated. */
  mtls: optional(flag),
  /** Parts it has; all of them when nothing is said. */
  only: optional(list(partNamed())),
  change: optional(list(readChange)),
};
export interface EnvironmentSpec extends Words<typeof environmentFields> {}
/** One deployed copy of the plan. */
export const environment = makes<'environment', EnvironmentSpec>('environment');
export type Environment = Part<'environment', EnvironmentSpec>;

type Read = Meaning<typeof environmentFields>;
export interface ResolvedEnvironmentSpec extends Omit<Read, 'on' | 'change'> {
  /** The first placement: the primary. */
  readonly on: Read['on'][number];
  readonly also: readonly Read['on'][number][];
}

const readFields = object(environmentFields);
export const readEnvironment: Reader<ResolvedEnvironmentSpec, EnvironmentSpec> = (
  value,
  reading,
) => {
  const read = readFields(value, reading);
  if (!read) return undefined;
  const { on, change: _, ...rest } = read;
  const [first, ...also] = on ?? [];
  if (first === undefined && !reading.partial) return undefined;
  return { ...rest, ...(first && { on: first, also }) } as ResolvedEnvironmentSpec;
};

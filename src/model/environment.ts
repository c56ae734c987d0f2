import type { SpanWords } from '#kernel';
import { type Authored, isAuthored, makes, makesUnnamed, type Part } from './part.ts';
import { span } from './quantity.ts';
import {
  expected,
  list,
  number,
  oneOf,
  optional,
  type Reader,
  record,
  refuse,
  required,
} from './shape.ts';
import { type ResolvedSite, readSite, type Site } from './site.ts';

export interface PlacementSpec {
  readonly engine: 'local' | 'server' | 'ecs' | 'eks' | 'gke';
  readonly site?: Site;
  /** Local: where the gateway listens on loopback. */
  readonly port?: number;
}
export type Placement = Authored<'placement', PlacementSpec>;
const placed = makesUnnamed<'placement', PlacementSpec>('placement');

/** This machine, on loopback. */
export const local = (more: { port?: number } = {}): Placement =>
  placed({ engine: 'local', ...more });
/** Plain servers of a site, under systemd. */
export const server = (at: Site): Placement => placed({ engine: 'server', site: at });
/** Amazon ECS on Fargate. */
export const ecs = (at: Site): Placement => placed({ engine: 'ecs', site: at });
/** Amazon EKS. */
export const eks = (at: Site): Placement => placed({ engine: 'eks', site: at });
/** Google Kubernetes Engine. */
export const gke = (at: Site): Placement => placed({ engine: 'gke', site: at });

/** Changes fields of a part in one environment; the rest stays as the plan says. */
export type Change = Authored<
  'change',
  { readonly part: Part; readonly over: Readonly<Record<string, unknown>> }
>;
const changed = makesUnnamed<'change', Change['spec']>('change');
/** @example change(api, { replicas: { min: 1, max: 2 } }) */
export const change = <K extends string, S>(part: Part<K, S>, over: Partial<S>): Change =>
  changed({ part, over: over as Readonly<Record<string, unknown>> });

export interface EnvironmentSpec {
  readonly on: Placement;
  readonly standby?: Placement;
  /** What data it holds: 'synthetic' keeps personal data out of it. */
  readonly holds?: 'personal' | 'synthetic';
  readonly approval?: { readonly by: number; readonly expires?: SpanWords };
  readonly change?: readonly Change[];
}
/** One deployed copy of the plan. */
export const environment = makes<'environment', EnvironmentSpec>('environment');
export type Environment = Part<'environment', EnvironmentSpec>;

export interface ResolvedPlacement {
  readonly engine: PlacementSpec['engine'];
  readonly site?: ResolvedSite | undefined;
  readonly port?: number | undefined;
}
export interface ResolvedEnvironmentSpec {
  readonly on: ResolvedPlacement;
  readonly standby?: ResolvedPlacement | undefined;
  readonly holds?: 'personal' | 'synthetic' | undefined;
  readonly approval?: { readonly by: number; readonly expires?: number | undefined } | undefined;
}

const readPlacementSpec = record<ResolvedPlacement>({
  engine: required(oneOf('local', 'server', 'ecs', 'eks', 'gke')),
  site: optional(readSite),
  port: optional(number(0, 65_535, true)),
});
const readPlacement: Reader<ResolvedPlacement> = (value, reading) =>
  isAuthored(value, 'placement')
    ? readPlacementSpec(value.spec, { ...reading, at: value.at })
    : refuse(
        'plan/wrong-kind',
        reading,
        expected(value, {
          en: 'a placement such as local() or ecs(site)',
          ko: 'local(), ecs(site) 같은 배치',
        }),
      );

/** Changes are applied before parts are read; here they are only checked for form. */
const readChange: Reader<true> = (value, reading) =>
  isAuthored(value, 'change')
    ? true
    : refuse(
        'plan/wrong-kind',
        reading,
        expected(value, { en: 'change(part, …)', ko: 'change(part, …)' }),
      );

export const readEnvironment = record<ResolvedEnvironmentSpec & { change?: unknown }>({
  on: required(readPlacement),
  standby: optional(readPlacement),
  holds: optional(oneOf('personal', 'synthetic')),
  approval: optional(
    record<{ by: number; expires?: number | undefined }>({
      by: required(number(1, 100, true)),
      expires: optional(span),
    }),
  ),
  change: optional(list(readChange)),
});

import type { Metadata } from './kinds.ts';

/** Where the requests to a service go, and what is kept beside that: one object of the cluster. */
export interface TrafficRule {
  /** Undefined when the service has none: it was never delivered here. */
  read(service: string): Promise<RuleState | undefined>;
  /**
   * Sends requests by these weights and keeps these notes, both in one write, or neither. Fails with
   * `retry: 'later'` when somebody wrote since `state` was read.
   */
  write(service: string, state: RuleState, to: RuleChange): Promise<void>;
  /** Percents by the name of the Service, as they are written. */
  weights(service: string, state: RuleState): Readonly<Record<string, number>>;
  /** Resolves when the gateway follows what was written last. */
  followed(service: string): Promise<void>;
}

export interface RuleState {
  readonly metadata: Metadata;
  readonly spec: unknown;
}

export interface RuleChange {
  /** Names and ports of Services with their percents, which sum to 100. */
  readonly backends: readonly Backend[];
  /** Where requests with the header `canary: true` go, whatever the percents; nowhere else without. */
  readonly override?: Omit<Backend, 'weight'>;
  /** Ours alone: a note that is left out is forgotten. */
  readonly notes: Readonly<Record<string, string>>;
}

export interface Backend {
  readonly name: string;
  readonly port: number;
  readonly weight: number;
}

/** True for the Services of any release of this service. */
export const isOurs = (service: string, name: string): boolean =>
  name.startsWith(`${service}-`) && /^[-a-z0-9]{1,8}$/.test(name.slice(service.length + 1));

/** True for a backend of this service: one of its releases, or the name it had before its first. */
export const leadsTo = (service: string, name: string): boolean =>
  name === service || isOurs(service, name);

/** True for the Services that only requests with the header are led to. */
export const isOverride = (service: string, name: string): boolean =>
  name.endsWith('-canary') && isOurs(service, name.slice(0, -'-canary'.length));

/** Percents of the releases; of several rules the first that leads to them. */
export const weightsIn = (
  service: string,
  rules: readonly (readonly { readonly name: string; readonly weight?: number }[])[],
): Readonly<Record<string, number>> => {
  const own = rules.find((backends) => backends.some(({ name }) => leadsTo(service, name))) ?? [];
  return Object.fromEntries(own.map(({ name, weight = 100 }) => [name, weight]));
};

/** The header that leads a request to the candidate. */
export const OVERRIDE_HEADER = { name: 'canary', value: 'true' };

/** Notes of ours on an object, which others may note on as well. */
export const notesOf = (metadata: Metadata): Record<string, string> =>
  Object.fromEntries(
    Object.entries(metadata.annotations ?? {}).filter(([name]) => name.startsWith('hanok.dev/')),
  );

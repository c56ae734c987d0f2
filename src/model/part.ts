import type { Place } from '#kernel';
import { placeOfCall } from './origin.ts';

/** Everything an author makes carries what it is and where it was made. */
export interface Authored<K extends string = string, S = unknown> {
  readonly kind: K;
  readonly spec: S;
  readonly at: Place;
}

/** A named thing of the design. A reference to it is the value itself, never its name. */
export interface Part<K extends string = string, S = unknown> extends Authored<K, S> {
  readonly name: string;
}

/** Makes a constructor for a kind of part; the plan line is where it is called. Never throws. */
export const makes =
  <K extends string, S>(kind: K) =>
  (name: string, spec: S): Part<K, S> =>
    Object.freeze({ kind, name, spec, at: placeOfCall() });

/** Likewise for what has no name: links, routes, schedules, statements. */
export const makesUnnamed =
  <K extends string, S>(kind: K) =>
  (spec: S): Authored<K, S> =>
    Object.freeze({ kind, spec, at: placeOfCall() });

/** Whether a value came from one of the constructors for these kinds. */
export const isAuthored = (value: unknown, ...kinds: readonly string[]): value is Authored =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  'at' in value &&
  (kinds.length === 0 || kinds.includes(String(value.kind)));

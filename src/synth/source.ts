import type { Place } from '#kernel';

/** Where in the plan something comes from. */
export interface Source {
  /** In the plan's own terms: `parts.api.replicas`. */
  readonly path: string;
  readonly at: Place;
}

export type Scalar = string | number | boolean | null;

/** A value that knows the plan line it came from. */
export class Said {
  readonly value: Scalar;
  readonly source: Source;
  /** What stands behind it as a comment, in YAML. */
  readonly note: string | undefined;
  constructor(value: Scalar, source: Source, note?: string) {
    this.value = value;
    this.source = source;
    this.note = note;
  }

  /** In JSON it is its value. */
  toJSON(): Scalar {
    return this.value;
  }
}

/** What a structured file is made of; `undefined` members are left out. */
export type Tree = Scalar | Said | readonly Tree[] | TreeMap;
export interface TreeMap {
  readonly [key: string]: Tree | undefined;
}

const FROM = Symbol('from');

/** Marks a map: all of it comes from there, except what inside says otherwise. */
export const from = <T extends TreeMap>(source: Source, map: T): T =>
  Object.assign(map, { [FROM]: source });

/** Where a map comes from, when it was marked. */
export const sourceOf = (map: object): Source | undefined => (map as { [FROM]?: Source })[FROM];

/** Something named in the plan: a part, an environment, an alert. */
interface Spot {
  readonly name: string;
  readonly at: Place;
}

/** Says values of one part: `said('replicas.min', 3)` knows that it is `parts.api.replicas.min`. */
export const sayer =
  ({ name, at }: Spot, below = 'parts') =>
  (field: string, value: Scalar): Said =>
    new Said(value, { path: `${below}.${name}.${field}`, at });

/** A field's own place, `tls.minimum`, when its owner says it; else that of the owner as a whole. */
export const sourceOfField = (source: Source, owner: object, field: string): Source =>
  (owner as Readonly<Record<string, unknown>>)[field.split('.')[0] ?? ''] === undefined
    ? source
    : { path: `${source.path}.${field}`, at: source.at };

/** The source of a part as a whole. */
export const sourceOfPart = ({ name, at }: Spot, below = 'parts'): Source => ({
  path: `${below}.${name}`,
  at,
});

import type { Place } from '#kernel';
import { isAuthored, type Part } from './part.ts';
import { expected, type Reader, refuse } from './shape.ts';

/** A reference to a part of one of these kinds; the plan keeps its name. */
export const partNamed =
  <K extends string>(...kinds: readonly K[]): Reader<string, Part<K>> =>
  (value, reading) =>
    isAuthored(value, ...kinds) && 'name' in value
      ? (value as Part).name
      : refuse(
          'plan/dangling-reference',
          reading,
          expected(
            value,
            kinds.length === 0
              ? { en: 'a part of the plan', ko: '계획의 구성 요소' }
              : { en: `a ${kinds.join(' or ')}`, ko: kinds.join(' 또는 ') },
          ),
        );

/** A part of the plan, or the name of something outside it. */
export const partOrName: Reader<string, Part | string> = (value, reading) =>
  typeof value === 'string' && value !== '' ? value : partNamed()(value, reading);

/** What every made thing keeps besides its fields. */
export interface Named {
  readonly name: string;
  readonly at: Place;
}

/** Reads a thing made by `name('…', { … })` into its fields, its name and its line. */
export const madeOf =
  <K extends string, S, T extends object>(
    kind: K,
    fields: Reader<T, unknown>,
    _made: (name: string, spec: S) => Part<K, S>,
  ): Reader<T & Named, Part<K, S>> =>
  (value, reading) => {
    if (!isAuthored(value, kind) || !('name' in value))
      return refuse('plan/wrong-kind', reading, expected(value, { en: `a ${kind}`, ko: kind }));
    const { name, spec, at } = value as Part;
    const read = fields(spec, { ...reading, at, path: `${kind}.${name}` });
    return read && { ...read, name, at };
  };

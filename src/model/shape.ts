import { type Finding, nearest, type Read, type Text, withParticle } from '#kernel';
import { type ProblemCode, problem, quote, type Spot } from './problem.ts';

/** Where a reader stands, and where it says what is wrong. */
export interface Reading extends Spot {
  readonly report: (finding: Finding) => void;
  /** A statement claims some fields of a part: what it leaves out is not missing. */
  readonly partial?: boolean;
}

/**
 * Turns what an author wrote (`W`, known to types only) into what the plan means (`T`);
 * `undefined` after reporting why not.
 */
export type Reader<T, W = T> = ((value: unknown, reading: Reading) => T | undefined) & {
  readonly words?: W;
};

export interface Field<T, W = unknown, Needed extends boolean = boolean> {
  readonly read: Reader<T, W>;
  readonly required: Needed;
}

export const required = <T, W = T>(read: Reader<T, W>): Field<T, W, true> => ({
  read,
  required: true,
});
export const optional = <T, W = T>(read: Reader<T, W>): Field<T | undefined, W, false> => ({
  read: read as Reader<T | undefined, W>,
  required: false,
});

/** Fields by key: one table gives what an author may write, what it means, and how it is read. */
export type Fields = Readonly<Record<string, Field<unknown>>>;
type WordsIn<F> = F extends Field<unknown, infer W> ? W : never;
type MeaningIn<F> = F extends Field<infer T> ? T : never;

/** What an author writes for these fields. */
export type Words<F extends Fields> = {
  readonly [K in keyof F as F[K]['required'] extends true ? K : never]: WordsIn<F[K]>;
} & { readonly [K in keyof F as F[K]['required'] extends true ? never : K]?: WordsIn<F[K]> };

/** What the plan means by them. */
export type Meaning<F extends Fields> = {
  readonly [K in keyof F as F[K]['required'] extends true ? K : never]: MeaningIn<F[K]>;
} & {
  readonly [K in keyof F as F[K]['required'] extends true ? never : K]?:
    | MeaningIn<F[K]>
    | undefined;
};

/** An object with exactly these fields. */
export const object = <F extends Fields>(fields: F): Reader<Meaning<F>, Words<F>> =>
  record(fields as never) as Reader<Meaning<F>, Words<F>>;

type FieldsOf<T> = { readonly [K in keyof T]-?: Field<T[K]> };

/** An object with exactly these keys. Unknown keys are reported with the nearest known one. */
export function record<T extends object>(fields: FieldsOf<T>): Reader<T> {
  const known = Object.keys(fields);
  return (value, reading) => {
    if (!isPlain(value)) return refuse('plan/bad-value', reading, expected(value, objectOf(known)));
    for (const key of Object.keys(value))
      if (!known.includes(key)) reportUnknown(key, known, reading);
    const entries = known.flatMap((key) => readField(key, fields[key as keyof T], value, reading));
    return Object.fromEntries(entries) as T;
  };
}

/** Few keys are named at once; many would bury the rest of the sentence. */
const objectOf = (keys: readonly string[]): Text =>
  keys.length > 4
    ? { en: 'an object', ko: '객체' }
    : { en: `{ ${keys.join(', ')} }`, ko: `{ ${keys.join(', ')} } 객체` };

function readField(
  key: string,
  field: Field<unknown>,
  from: Record<string, unknown>,
  reading: Reading,
): [string, unknown][] {
  const inside = { ...reading, path: `${reading.path}.${key}` };
  if (from[key] === undefined) {
    if (field.required && !reading.partial) reportMissing(key, field, inside);
    return [];
  }
  const read = field.read(from[key], inside);
  return read === undefined ? [] : [[key, read]];
}

/** What belongs there is what its reader says of nothing. */
function reportMissing(key: string, field: Field<unknown>, reading: Reading): void {
  const said: Finding[] = [];
  field.read(undefined, { ...reading, report: (finding) => said.push(finding) });
  const { message: what, hint } = said[0] ?? {};
  const text = {
    en: `\`${key}\` is missing${what ? `: ${what.en}` : ''}`,
    ko: `${withParticle(`\`${key}\``, '이/가')} 빠져 있다${what ? `: ${what.ko}` : ''}`,
  };
  refuse('plan/missing-key', reading, text, hint);
}

function reportUnknown(key: string, known: readonly string[], reading: Reading): void {
  const near = nearest(key, known);
  reading.report(
    problem(
      'plan/unknown-key',
      { ...reading, path: `${reading.path}.${key}` },
      {
        en: `\`${key}\` is not a known key`,
        ko: `${withParticle(`\`${key}\``, '은/는')} 알 수 없는 키다`,
      },
      near
        ? { en: `Write \`${near}\`.`, ko: `${withParticle(`\`${near}\``, '이라/라')}고 쓴다.` }
        : {
            en: `Use one of: ${known.join(', ')}.`,
            ko: `다음 중 하나를 쓴다: ${known.join(', ')}.`,
          },
    ),
  );
}

/** Reports and answers `undefined`, so that a reader can `return refuse(…)`. */
export function refuse(code: ProblemCode, reading: Reading, message: Text, hint?: Text): undefined {
  reading.report(problem(code, reading, message, hint));
  return undefined;
}

export function expected(value: unknown, what: Text): Text {
  const ko = withParticle(what.ko, '이어야/여야');
  if (value === undefined) return { en: `expected ${what.en}`, ko: `${ko} 한다` };
  const quoted = quote(value);
  return {
    en: `expected ${what.en}, not ${quoted}`,
    ko: `${ko} 하는데 ${withParticle(quoted, '이라/라')}고 적혀 있다`,
  };
}

/** A quantity in words, read by one of the kernel's strict readers. */
export const quantity =
  <T, W = T>(read: (words: unknown) => Read<T>, what: Text, example: string): Reader<T, W> =>
  (value, reading) => {
    const found = read(value);
    if (found.ok) return found.value;
    const hint = { en: `Write it like '${example}'.`, ko: `'${example}'처럼 쓴다.` };
    return refuse('plan/bad-unit', reading, expected(value, what), hint);
  };

export const text: Reader<string> = (value, reading) =>
  typeof value === 'string' && value !== ''
    ? value
    : refuse('plan/bad-value', reading, expected(value, { en: 'a text', ko: '문자열' }));

/** Marks that end or begin something in a file that a path or a host is printed into. */
const MARKS = /[\s\p{C}"'`\\;{}<>|^$#]/u;

/** A path as everybody reads it who is told of it: a proxy, a unit, a probe. */
export const urlPath: Reader<string> = (value, reading) =>
  typeof value === 'string' && value.startsWith('/') && !MARKS.test(value)
    ? value
    : refuse(
        'plan/bad-value',
        reading,
        expected(value, {
          en: "a path starting with '/', without spaces, quotes, braces and the like",
          ko: "공백, 따옴표, 중괄호 따위 없이 '/'로 시작하는 경로",
        }),
      );

/** The name of a host, or `*.` before one. */
export const host: Reader<string> = (value, reading) =>
  typeof value === 'string' && value !== '' && !MARKS.test(value) && !value.includes('/')
    ? value
    : refuse(
        'plan/bad-value',
        reading,
        expected(value, {
          en: "the name of a host such as 'shop.example'",
          ko: "'shop.example' 같은 호스트 이름",
        }),
      );

export const flag: Reader<boolean> = (value, reading) =>
  typeof value === 'boolean'
    ? value
    : refuse(
        'plan/bad-value',
        reading,
        expected(value, { en: 'true or false', ko: 'true 또는 false' }),
      );

/** A number within bounds, both included. */
export const number =
  (low: number, high: number, whole = false): Reader<number> =>
  (value, reading) => {
    const fits =
      typeof value === 'number' &&
      value >= low &&
      value <= high &&
      (!whole || Number.isInteger(value));
    if (fits) return value;
    const kind = whole ? { en: 'a whole number', ko: '정수' } : { en: 'a number', ko: '수' };
    const range = Number.isFinite(high) ? `${low}–${high}` : `≥ ${low}`;
    return refuse(
      'plan/bad-value',
      reading,
      expected(value, { en: `${kind.en} (${range})`, ko: `${kind.ko} (${range})` }),
    );
  };

export const oneOf =
  <const T extends string>(...words: readonly T[]): Reader<T> =>
  (value, reading) =>
    words.includes(value as T)
      ? (value as T)
      : refuse(
          'plan/bad-value',
          reading,
          expected(value, { en: `one of ${words.join(', ')}`, ko: `${words.join(', ')} 중 하나` }),
        );

export const list =
  <T, W = T>(item: Reader<T, W>): Reader<readonly T[], readonly W[]> =>
  (value, reading) =>
    Array.isArray(value)
      ? value.flatMap((member: unknown, index) => {
          const read = item(member, { ...reading, path: `${reading.path}[${index}]` });
          return read === undefined ? [] : [read];
        })
      : refuse('plan/bad-value', reading, expected(value, { en: 'a list', ko: '목록' }));

/** String values under any keys: environment variables. */
export const words: Reader<Readonly<Record<string, string>>> = (value, reading) => {
  if (isPlain(value) && Object.values(value).every((member) => typeof member === 'string'))
    return value as Readonly<Record<string, string>>;
  return refuse(
    'plan/bad-value',
    reading,
    expected(value, { en: 'an object of texts', ko: '문자열 값을 담은 객체' }),
  );
};

export const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import type { Text } from '#kernel';
import { tableFailure } from './failures.ts';

/** Strict readers of a table's members; `at` is the member in the table's own terms. */
export const MONTH_MS = 2_592_000_000;

export const wrong = (at: string, en: string, ko: string): never => {
  throw tableFailure(at, { en, ko } satisfies Text);
};

export const record = (value: unknown, at: string): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : wrong(at, 'must be an object', '객체여야 한다');

export const list = (value: unknown, at: string): readonly unknown[] =>
  Array.isArray(value) ? value : wrong(at, 'must be a list', '목록이어야 한다');

export const text = (value: unknown, at: string): string =>
  typeof value === 'string' && value !== ''
    ? value
    : wrong(at, 'must be text', '비어 있지 않은 문자열이어야 한다');

export const number = (value: unknown, at: string, least: number, most: number): number =>
  typeof value === 'number' && value >= least && value <= most
    ? value
    : wrong(at, `must be a number from ${least} to ${most}`, `${least}~${most} 사이여야 한다`);

export const oneOf = <T extends string>(value: unknown, words: readonly T[], at: string): T =>
  words.find((word) => word === value) ??
  wrong(at, `must be one of ${words.join(', ')}`, `${words.join(', ')} 중 하나여야 한다`);

/** `{ [name]: … }` when the member is there, nothing otherwise; for members with a default. */
export function maybe<K extends string, T>(
  from: Readonly<Record<string, unknown>>,
  name: K,
  read: (value: unknown) => T,
): { readonly [P in K]?: T } {
  return from[name] === undefined ? {} : ({ [name]: read(from[name]) } as { [P in K]: T });
}

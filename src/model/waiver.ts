import type { Place } from '#kernel';
import { type Authored, isAuthored, makesUnnamed } from './part.ts';
import { expected, optional, type Reader, record, refuse, required, text } from './shape.ts';

export interface WaiverSpec {
  /** The rule's id. */
  readonly rule: string;
  /** Only findings at this path, e.g. 'parts.articles'. Default: everywhere. */
  readonly path?: string;
  readonly reason: string;
  /** Who answers for it: a person, a team, an address. */
  readonly owner?: string;
  /** YYYY-MM-DD, the last day it holds. */
  readonly until: string;
}
/** An agreed exception with a reason and an end. One that matches nothing is itself a finding. */
export const waive = makesUnnamed<'waiver', WaiverSpec>('waiver');
export type Waiver = Authored<'waiver', WaiverSpec>;

export interface ResolvedWaiver {
  readonly rule: string;
  readonly path?: string | undefined;
  readonly reason: string;
  readonly owner?: string | undefined;
  readonly until: string;
  readonly at: Place;
}

/** A calendar day, kept as text: `YYYY-MM-DD` sorts and compares as it stands. */
export const day: Reader<string> = (value, reading) => {
  const match = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
  const fits =
    match &&
    Number(match[2]) >= 1 &&
    Number(match[2]) <= 12 &&
    Number(match[3]) >= 1 &&
    Number(match[3]) <= 31;
  if (fits) return value as string;
  return refuse(
    'plan/bad-value',
    reading,
    expected(value, { en: "a day such as '2026-11-20'", ko: "'2026-11-20' 같은 날짜" }),
  );
};

const readSpec = record<Omit<ResolvedWaiver, 'at'>>({
  rule: required(text),
  path: optional(text),
  reason: required(text),
  owner: optional(text),
  until: required(day),
});

export const readWaiver: Reader<ResolvedWaiver> = (value, reading) => {
  if (!isAuthored(value, 'waiver'))
    return refuse(
      'plan/wrong-kind',
      reading,
      expected(value, { en: 'waive({ … })', ko: 'waive({ … })' }),
    );
  const read = readSpec(value.spec, { ...reading, at: value.at });
  return read && { ...read, at: value.at };
};

import { digestOf, type Instant } from '#kernel';

/** What happened, in the past tense of a use case. */
export type EntryKind =
  | 'check'
  | 'up'
  | 'down'
  | 'installed'
  | 'rollout-started'
  | 'rollout-ended'
  | 'rolled-back'
  | 'rollout-wished'
  | 'torn-tail';

/** One link of the chain. Its digest covers everything else in it, the one before included. */
export interface Entry {
  readonly version: 1;
  /** From 1, without gaps. */
  readonly number: number;
  readonly at: Instant;
  readonly kind: EntryKind;
  /** Who, as a pseudonym: erasure stays possible. */
  readonly by: string;
  readonly body: unknown;
  /** Digest of the entry before; of nothing for the first. */
  readonly previous: string;
  readonly digest: string;
}

export type Draft = Pick<Entry, 'at' | 'kind' | 'by' | 'body'>;

/** What stands before the first entry. */
export const NOTHING = '0'.repeat(64);

const SECRET = /pass(word|wd)?$|secret|token|credential|private.?key|authorization|cookie/i;

/** The next link. Members whose names speak of secrets are redacted here, whoever wrote them. */
export function toEntry(draft: Draft, last: Entry | undefined): Entry {
  const { at, kind, by } = draft;
  const content = {
    version: 1 as const,
    number: (last?.number ?? 0) + 1,
    at,
    kind,
    by,
    body: redact(draft.body),
    previous: last?.digest ?? NOTHING,
  };
  return { ...content, digest: digestOf(content) };
}

/** Whether an entry says of itself what it is. */
export const isWhole = ({ digest, ...content }: Entry): boolean => digestOf(content) === digest;

function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      SECRET.test(key) && typeof member === 'string' ? '[redacted]' : redact(member),
    ]),
  );
}

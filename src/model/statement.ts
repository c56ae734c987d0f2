import { withParticle } from '#kernel';
import type { Attribute, Attributes, Fact } from './fact.ts';
import { type Authored, isAuthored, makesUnnamed, type Part } from './part.ts';
import { percent, rate, size, span } from './quantity.ts';
import { expected, flag, list, number, type Reader, type Reading, refuse, text } from './shape.ts';

/** The document is silent where a reader would look for it: legal, and a rule may ask. */
export const unstated = Symbol.for('hanok/unstated');

/** Authored words for each attribute: quantities as text, the rest as it is. */
type ClaimWords<A extends Attribute> = Attributes[A] extends number
  ? string | number
  : Attributes[A];

export interface Claim {
  readonly subject: Part | string;
  readonly values: Readonly<Record<string, unknown>>;
}
type Claimed = { readonly [A in Attribute]?: ClaimWords<A> | typeof unstated };

/** What a document asserts of a part, or of the whole plan. Never feeds synth, up or deploy. */
export const claim = {
  /** Of the system as a whole. */
  plan: (values: Claimed): Claim => ({ subject: 'plan', values }),
  /** Of one part of the design. */
  of: (part: Part, values: Claimed): Claim => ({ subject: part, values }),
  /** Of something the design does not hold: a code repository, a runner, a registry. */
  outside: (name: string, values: Claimed): Claim => ({ subject: `outside.${name}`, values }),
};

export type Statement = Authored<'statement', { readonly document: string; readonly claim: Claim }>;
const made = makesUnnamed<'statement', Statement['spec']>('statement');

/** One statement with the line it retells. @example says('document.md:188', claim.of(db, { 'backup.every': '1 d' })) */
export const says = (document: string, of: Claim): Statement => made({ document, claim: of });

const count = number(0, 1e9);
const READERS: { readonly [A in Attribute]: Reader<Attributes[A]> } = {
  kind: text,
  nature: text,
  availability: percent,
  'recovery.time': span,
  'recovery.point': span,
  throughput: rate,
  'latency.p95': span,
  'replicas.min': count,
  'replicas.max': count,
  handles: rate,
  zones: count,
  failover: flag,
  version: text,
  storage: size,
  memory: size,
  cpu: count,
  'backup.every': span,
  'backup.continuous': flag,
  'backup.encrypted': flag,
  encrypted: flag,
  holds: list(text),
  restsIn: list(text),
  reachableFrom: text,
  format: text,
  streams: flag,
  drain: span,
  strategy: text,
  pipeline: list(text),
  'alert.errors': percent,
  'alert.latency': span,
  notifies: list(text),
  monitors: list(text),
  calls: text,
};

/** The facts a statement claims; `known` tells whether the design holds a part. */
export function readStatement(
  value: unknown,
  reading: Reading,
  known: (name: string) => boolean,
): readonly Fact[] {
  if (!isAuthored(value, 'statement')) {
    refuse(
      'plan/wrong-kind',
      reading,
      expected(value, { en: "says('document.md:1', claim…)", ko: "says('document.md:1', claim…)" }),
    );
    return [];
  }
  const { document, claim: claimed } = (value as Statement).spec;
  const here = { ...reading, at: value.at };
  if (typeof document !== 'string' || !/^\S+:\d+(-\d+)?$/.test(document)) {
    refuse(
      'plan/bad-statement',
      here,
      expected(document, {
        en: "a document line such as 'document.md:188'",
        ko: "'document.md:188' 같은 문서 줄",
      }),
    );
    return [];
  }
  const subject = subjectOf(claimed, here, known);
  return subject === undefined ? [] : readClaims(claimed, subject, document, here);
}

function subjectOf(
  claimed: Claim,
  reading: Reading,
  known: (name: string) => boolean,
): string | undefined {
  const { subject } = claimed ?? {};
  if (typeof subject === 'string') return subject;
  if (isAuthored(subject) && known((subject as Part).name))
    return `parts.${(subject as Part).name}`;
  const named = isAuthored(subject) ? (subject as Part).name : subject;
  return refuse('plan/dangling-reference', reading, {
    en: `this speaks of ${String(named)}, which the plan does not reach`,
    ko: `계획이 닿지 않는 ${String(named)}에 대한 진술이다`,
  });
}

function readClaims(claimed: Claim, subject: string, document: string, reading: Reading): Fact[] {
  return Object.entries(claimed.values).flatMap(([attribute, words]) => {
    if (words === unstated) return [];
    const read = READERS[attribute as Attribute] as Reader<Attributes[Attribute]> | undefined;
    const inside = { ...reading, path: `${reading.path}.${attribute}` };
    if (!read) {
      refuse('plan/unknown-key', inside, {
        en: `\`${attribute}\` is not something that can be claimed`,
        ko: `${withParticle(`\`${attribute}\``, '은/는')} 진술할 수 있는 항목이 아니다`,
      });
      return [];
    }
    const found = read(words, inside);
    if (found === undefined) return [];
    return [
      {
        subject,
        attribute: attribute as Attribute,
        value: found,
        origin: 'stated' as const,
        at: reading.at,
        document,
      },
    ];
  });
}

import { readAlert } from './alert.ts';
import { type Claim, type Either, type Statement, unstated } from './claim.ts';
import { readEnvironment } from './environment.ts';
import type { Attribute, Drawn, Fact } from './fact.ts';
import { flatten } from './flatten.ts';
import { readRouteSpec } from './gateway.ts';
import { readLinkSpec } from './link.ts';
import { objectiveFields } from './objective.ts';
import { isAuthored, type Part } from './part.ts';
import { PART_READERS } from './part-reader.ts';
import { readPlacementSpec, readPoolSpec } from './placement.ts';
import {
  policyFields,
  readCost,
  readOperationSpec,
  readSavingSpec,
  readStageSpec,
  readSubnetSpec,
} from './policy.ts';
import { partOrName } from './reference.ts';
import { readImage } from './service.ts';
import {
  expected,
  isPlain,
  list,
  number,
  object,
  optional,
  type Reader,
  type Reading,
  refuse,
  required,
  text,
} from './shape.ts';
import { readProvider } from './site.ts';
import { everyStore } from './store.ts';
import { readTrafficSpec } from './traffic.ts';

const admission: Reader<string, unknown> = (value, reading) => {
  const read = object({ from: required(partOrName), port: required(number(0, 65_535, true)) })(
    value,
    reading,
  );
  return read?.from === undefined || read.port === undefined
    ? undefined
    : `${read.from}:${read.port}`;
};
const instanceCall: Reader<string, unknown> = (value, reading) => {
  const read = object({ instance: required(number(1, 10_000, true)), to: required(partOrName) })(
    value,
    reading,
  );
  return read?.instance === undefined || read.to === undefined
    ? undefined
    : `${read.instance}:${read.to}`;
};
const DRAWN: { readonly [A in keyof Drawn]?: Reader<Drawn[A], unknown> } = {
  kind: text,
  nature: text,
  calls: list(partOrName),
  admits: list(admission),
  instanceCalls: list(instanceCall),
  labels: list(text),
  selects: list(text),
  pooled: number(0, 1e6, true),
  authorizes: list(partOrName),
  methods: list(text),
  reachesPorts: list(number(0, 65_535, true)),
  reaches: list(partOrName),
  stages: list(text),
  monitors: list(text),
  notifies: list(text),
  strategies: list(text),
  cites: text,
  needs: list(partOrName),
  drawnInstances: number(0, 1e6, true),
  goal: text,
};

function pickFields<K extends keyof typeof everyStore>(...keys: readonly K[]) {
  return Object.fromEntries(keys.map((key) => [key, everyStore[key]])) as Pick<
    typeof everyStore,
    K
  >;
}
/** What is said of every store at once: fields of a part, as a document says them of the whole. */
export const SAID_OF_ALL = [
  'zones',
  'failover',
  'encrypted',
  'encryptedInTransit',
  'pseudonymised',
  'accessAudited',
  'holds',
  'restsIn',
  'erasure',
  'retention',
  'managed',
] as const satisfies readonly (keyof typeof everyStore)[];
const EVERYWHERE = pickFields(...SAID_OF_ALL);

/** Readers of what a claim may speak of, by how its subject begins. */
const OTHERS: Readonly<Record<string, Reader<object, unknown>>> = {
  routes: readRouteSpec,
  links: readLinkSpec,
  environments: readEnvironment,
  sites: readProvider,
  placements: readPlacementSpec,
  pools: readPoolSpec,
  alerts: readAlert,
  subnets: readSubnetSpec,
  stages: readStageSpec,
  operations: readOperationSpec,
  savings: readSavingSpec,
  costs: readCost,
  traffic: readTrafficSpec,
  outside: object({
    ...pickFields('backup', 'on', 'managed'),
    image: optional(readImage),
    runtime: optional(list(text)),
  }),
};
const readWhole: Reader<object, unknown> = object({
  ...policyFields,
  ...objectiveFields,
  ...EVERYWHERE,
});

/** How facts of a made thing are called, by its kind. */
const PREFIX: Readonly<Record<string, string>> = {
  environment: 'environments',
  site: 'sites',
  alert: 'alerts',
  subnet: 'subnets',
  stage: 'stages',
  operation: 'operations',
  saving: 'savings',
  'node-pool': 'pools',
  channel: 'channels',
};

/** The facts a statement claims; `known` tells whether the design holds a part. */
export function readStatement(
  value: unknown,
  reading: Reading,
  known: (name: string) => boolean,
): readonly Fact[] {
  if (!isAuthored(value, 'statement')) {
    const what = "says('document.md:1', claim…)";
    refuse('plan/wrong-kind', reading, expected(value, { en: what, ko: what }));
    return [];
  }
  const { document, claim: claimed } = (value as Statement).spec;
  const here = { ...reading, at: value.at, partial: true };
  if (typeof document !== 'string' || !/^\S+:\d+(-\d+)?$/.test(document)) {
    const what = {
      en: "a document line such as 'document.md:188'",
      ko: "'document.md:188' 같은 문서 줄",
    };
    refuse('plan/bad-statement', here, expected(document, what));
    return [];
  }
  if (!isPlain(claimed) || !isPlain(claimed.values)) {
    refuse('plan/bad-statement', here, expected(claimed, { en: 'a claim', ko: '진술' }));
    return [];
  }
  const subject = subjectOf(claimed as unknown as Claim, here, known);
  return subject === undefined
    ? []
    : readClaim(claimed as unknown as Claim, subject, document, here);
}

function subjectOf(
  claimed: Claim,
  reading: Reading,
  known: (name: string) => boolean,
): string | undefined {
  const { of } = claimed;
  if (of === undefined) return claimed.subject;
  const prefix = isAuthored(of) ? PREFIX[of.kind] : undefined;
  if (prefix) return `${prefix}.${of.name}`;
  if (isAuthored(of) && known((of as Part).name)) return `parts.${(of as Part).name}`;
  const named = isAuthored(of) ? (of as Part).name : of;
  return refuse('plan/dangling-reference', reading, {
    en: `this speaks of ${String(named)}, which the plan does not reach`,
    ko: `계획이 닿지 않는 ${String(named)}에 대한 진술이다`,
  });
}

function readClaim(claimed: Claim, subject: string, document: string, reading: Reading): Fact[] {
  const open: Fact[] = [];
  const told = { subject, at: reading.at, origin: 'stated' as const, document };
  const settled = settle(claimed.values, '', (attribute, value) =>
    open.push({ ...told, attribute, value } as Fact),
  );
  const keys = Object.keys(settled);
  const drawn = keys.filter((key) => Object.hasOwn(DRAWN, key));
  const own = Object.fromEntries(
    Object.entries(settled).filter(([key]) => !Object.hasOwn(DRAWN, key)),
  );
  const said = drawn.flatMap((key) => {
    const reader = DRAWN[key as keyof Drawn] as Reader<unknown, unknown>;
    const read = reader(settled[key], { ...reading, path: `${reading.path}.${key}` });
    return read === undefined
      ? []
      : [{ ...told, attribute: key as Attribute, value: read } as Fact];
  });
  return [...said, ...flatten(told, readerOf(claimed, subject)(own, reading) ?? {}), ...open];
}

function readerOf(claimed: Claim, subject: string): Reader<object, unknown> {
  const head = subject.split('.')[0] ?? '';
  const own = head === 'parts' ? PART_READERS[claimed.of?.kind ?? ''] : OTHERS[head];
  return own ?? readWhole;
}

/** Takes out what a document leaves open, telling of it, and keeps what it settles. */
function settle(
  values: Readonly<Record<string, unknown>>,
  prefix: string,
  tell: (attribute: 'unstated' | 'undecided', value: string) => void,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const path = `${prefix}${key}`;
      if (value === unstated) tell('unstated', path);
      else if (isEither(value)) tell('undecided', `${path}: ${value.either.join(' | ')}`);
      else if (isPlain(value) && !isAuthored(value))
        return [[key, settle(value, `${path}.`, tell)]];
      else return [[key, value]];
      return [];
    }),
  );
}

const isEither = (value: unknown): value is Either =>
  isPlain(value) && Array.isArray(value.either) && Object.keys(value).length === 1;

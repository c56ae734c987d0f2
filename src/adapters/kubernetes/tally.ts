import type { Measured, Rollout, SideCounts, StepCounts, Traffic } from '#delivery';
import { type Clock, MINUTE, SECOND } from '#kernel';
import type { Predicate } from '#model';
import type { Counters } from './counters.ts';
import type { Step } from './notes.ts';
import type { ReadSamples } from './prometheus.ts';
import { intervalOf, readUntil, riseOf, type Series } from './rise.ts';

export interface TallySpec {
  readonly read: ReadSamples;
  readonly counters: Counters;
  readonly clock: Clock;
  /** How far behind now is counted: clocks differ, and samples come late. */
  readonly settleMs: number;
}

/** How long before a step is looked back, for where its counters stood. */
const BEFORE_MS = 5 * MINUTE;
const LATELY_MS = 5 * MINUTE;
/** Intervals between scrapes that are left out at both ends of a step; scrapes are never quite on time. */
const EDGE = 1.1;

/**
 * What a rollout has counted, or undefined when Prometheus is away or a side is not counted at all:
 * never zeroes for what is not known. A unit is a request; it is counted when it ends.
 */
export async function tallyOf(
  rollout: Rollout,
  steps: readonly Step[],
  spec: TallySpec,
): Promise<Measured | undefined> {
  const counted = steps.filter(({ from }) => from !== undefined);
  const last = counted.at(-1);
  if (!last || last !== steps.at(-1)) return undefined;
  const found: StepCounts[] = [];
  for (const step of counted) {
    const counts = await countStep(rollout, step, spec);
    if (counts) found.push(counts);
    else if (step === last) return undefined;
  }
  return { steps: found };
}

async function countStep(
  rollout: Rollout,
  { weight, from = 0, to }: Step,
  spec: TallySpec,
): Promise<StepCounts | undefined> {
  const { clock, settleMs, counters } = spec;
  const { service, stable, candidate, policy } = rollout;
  const now = clock.now() - settleMs;
  const at = Math.min((to ?? now) + BEFORE_MS, clock.now());
  const look = { seconds: (at - from + BEFORE_MS) / SECOND, at };
  const releases = [stable, candidate];
  const all = await spec.read(counters.requests(service, releases), look);
  if (!all || all.length === 0) return undefined;
  // Between two scrapes of which one saw another weight nothing can be told apart.
  const edge = EDGE * intervalOf(all);
  const begun = from + edge;
  const until = Math.min((to ?? now) - edge, to ?? readUntil(all, now));
  if (until < begun) return undefined;
  const views: View[] = [];
  for (const predicate of policy.bad)
    views.push(await viewOf(predicate, { all, releases, service, look }, spec));
  // Read together: the series of one target tell when the others of it were scraped.
  const every = [...all, ...views.flatMap(({ minus }) => minus)];
  const matured = Math.max(begun, until - policy.horizon);
  const rises = {
    seen: riseOf(every, { from: begun, to: until }),
    matured: riseOf(every, { from: begun, to: matured }),
  };
  const sideOf = (release: string) =>
    countSide({
      all,
      views,
      rises,
      isOwn: ({ labels }) => counters.isOf(labels, service, release),
    });
  const [a, b] = [sideOf(stable), sideOf(candidate)];
  return a && b && { weight, stable: a, candidate: b };
}

/** What of the counters is bad by one predicate: the rise of `plus` less that of `minus`. */
interface View {
  readonly id: string;
  readonly plus: readonly Series[];
  readonly minus: readonly Series[];
  readonly isCounted: boolean;
}

async function viewOf(
  predicate: Predicate,
  seen: {
    readonly all: readonly Series[];
    readonly releases: readonly string[];
    readonly service: string;
    readonly look: { readonly seconds: number; readonly at: number };
  },
  { counters, read }: TallySpec,
): Promise<View> {
  const { id } = predicate;
  // Counters know neither paths nor what a service says of an answer: missing, and never zero.
  if (predicate.on !== undefined || predicate.kind === 'check' || predicate.kind === 'metric')
    return { id, plus: [], minus: [], isCounted: false };
  if (predicate.kind === 'status') {
    const isCounted = seen.all.every(({ labels }) => counters.statusOf(labels) !== undefined);
    const plus = seen.all.filter(
      ({ labels }) => (counters.statusOf(labels) ?? 0) >= predicate.atLeast,
    );
    return { id, plus, minus: [], isCounted };
  }
  const selector = counters.within?.(seen.service, seen.releases, predicate.thanMs);
  const minus = (selector === undefined ? undefined : await read(selector, seen.look)) ?? [];
  return { id, plus: seen.all, minus, isCounted: minus.length > 0 };
}

/** Undefined when no counter of the side was ever seen; a predicate that nobody counts is left out. */
function countSide({
  all,
  views,
  rises,
  isOwn,
}: {
  readonly all: readonly Series[];
  readonly views: readonly View[];
  readonly rises: Readonly<Record<'seen' | 'matured', ReadonlyMap<Series, number>>>;
  readonly isOwn: (series: Series) => boolean;
}): SideCounts | undefined {
  if (!all.some(isOwn)) return undefined;
  const rise = (series: readonly Series[], when: 'seen' | 'matured'): number =>
    series.filter(isOwn).reduce((sum, one) => sum + (rises[when].get(one) ?? 0), 0);
  const bad = (when: 'seen' | 'matured'): Record<string, number> =>
    Object.fromEntries(
      views
        .filter(({ isCounted }) => isCounted)
        .map(({ id, plus, minus }) => [id, Math.max(0, rise(plus, when) - rise(minus, when))]),
    );
  const units = rise(all, 'seen');
  return {
    units,
    maturedUnits: rise(all, 'matured'),
    requests: units,
    bad: bad('seen'),
    maturedBad: bad('matured'),
  };
}

/** The requests of the last five minutes, over both sides; undefined when none is counted. */
export async function trafficOf(
  service: string,
  { read, counters, clock, settleMs }: TallySpec,
): Promise<Traffic | undefined> {
  const at = clock.now();
  const seconds = (LATELY_MS + BEFORE_MS) / SECOND;
  const all = await read(counters.requests(service, undefined), { seconds, at });
  if (!all || all.length === 0) return undefined;
  const to = readUntil(all, at - settleMs);
  const rises = riseOf(all, { from: to - LATELY_MS, to });
  const sum = (of: (status: number) => boolean) =>
    all
      .filter(({ labels }) => of(counters.statusOf(labels) ?? 0))
      .reduce((total, one) => total + (rises.get(one) ?? 0), 0);
  const requests = sum(() => true);
  const perSecond = requests / (LATELY_MS / SECOND);
  const bad = requests > 0 ? { '5xx': sum((status) => status >= 500) / requests } : undefined;
  return { unitsPerSecond: perSecond, requestsPerSecond: perSecond, ...(bad && { bad }) };
}

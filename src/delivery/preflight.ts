import { HOUR, SECOND } from '#kernel';
import type { SettledRollout } from '#model';
import { difference } from './confidence.ts';
import { type Briefing, type Preflight, type StepForecast, tellPreflight } from './forecast.ts';
import { ALPHA, logEvidence } from './harm.ts';
import type { Traffic } from './ports.ts';

/** What a service fails in ordinary times, when nobody has measured it; 0 to 1. */
export const BASE_RATE_GUESS = 0.005;

/** Fewer expected candidate units than this, and evidence cannot take the release back. */
export const FEWEST_UNITS = 4;

/** What is known before a rollout starts. */
export interface Question {
  readonly policy: SettledRollout;
  /** Undefined when nobody has seen the service's traffic: then nothing is forecast, and that is said. */
  readonly traffic?: Traffic;
  /** Stable's bad share, 0 to 1; the largest one seen in `traffic` that is not zero, else 0.5 %. */
  readonly baseRate?: number;
}

/** What this rollout will be able to learn, and at which price, before any user is asked to pay it. */
export function preflight(question: Question): { readonly forecast: Preflight } & Briefing {
  const forecast = forecastOf(question);
  return { forecast, ...tellPreflight(forecast, question.policy, question.traffic?.bad ?? {}) };
}

function forecastOf({ policy, traffic, ...rest }: Question): Preflight {
  const seen = Object.values(traffic?.bad ?? {});
  // A moment without a failure is no measurement of a rate of zero.
  const worst = Math.max(0, ...seen);
  const baseRate = rest.baseRate ?? (worst > 0 ? worst : BASE_RATE_GUESS);
  const perSecond = traffic?.unitsPerSecond;
  const weights = policy.strategy === 'canary' ? policy.weights : [];
  const steps = weights.map((weight) => stepOf(weight, policy, baseRate, perSecond));
  const units = perSecond === undefined ? undefined : sum(steps.map((step) => step.units ?? 0));
  return {
    baseRate,
    ...(perSecond !== undefined && { unitsPerSecond: perSecond }),
    steps,
    ...(traffic &&
      units !== undefined && {
        mostHurt: { units, requests: units * perUnit(traffic) },
      }),
    isBlind: weights.length > 0 && units !== undefined && units < FEWEST_UNITS,
  };
}

/** Requests behind one unit; 1 under a request split. */
const perUnit = (traffic: Traffic): number =>
  traffic.unitsPerSecond > 0 ? traffic.requestsPerSecond / traffic.unitsPerSecond : 0;

function stepOf(
  weight: number,
  policy: SettledRollout,
  baseRate: number,
  perSecond: number | undefined,
): StepForecast {
  const predicates = Math.max(1, policy.bad.length);
  const total = badUnits(weight, 1, baseRate, predicates);
  const tenfold = badUnits(weight, Math.min(1, 10 * baseRate), baseRate, predicates);
  if (perSecond === undefined)
    return { weight, total: { badUnits: total }, tenfold: { badUnits: tenfold } };
  const toCandidate = (perSecond * weight) / 100;
  const caught = (bad: number | undefined, rate: number) => ({
    badUnits: bad,
    ...(bad !== undefined && toCandidate > 0 && { ms: (bad / rate / toCandidate) * SECOND }),
  });
  const matured = Math.max(0, policy.bake - policy.horizon) / SECOND;
  return {
    weight,
    units: (toCandidate * policy.bake) / SECOND,
    candidatePerHour: (toCandidate * HOUR) / SECOND,
    stablePerHour: ((perSecond - toCandidate) * HOUR) / SECOND,
    total: caught(total, 1),
    tenfold: caught(tenfold, Math.min(1, 10 * baseRate)),
    bestD: bestD(toCandidate * matured, (perSecond - toCandidate) * matured, baseRate),
  };
}

/**
 * Bad candidate units until E reaches K/α when the sides fail with these rates and every count is
 * its expectation; fractions of stable units are what is expected. Undefined when ten thousand do
 * not do.
 */
export function badUnits(
  weight: number,
  candidateRate: number,
  stableRate: number,
  predicates: number,
): number | undefined {
  const stablePerCandidate = (stableRate * (100 - weight)) / (candidateRate * weight);
  const limit = Math.log(predicates / ALPHA);
  for (let bad = 1; bad <= 10_000; bad += bad < 100 ? 1 : Math.floor(bad / 20)) {
    const stable = bad * stablePerCandidate;
    if (logEvidence([{ weight, candidate: bad, stable }]) >= limit) return bad;
  }
  return undefined;
}

/** The D that an innocent candidate reaches when the counts are their expectations; at most 1. */
const bestD = (candidate: number, stable: number, rate: number): number =>
  candidate < 1 || stable < 1
    ? 1
    : difference({ stable: [stable * rate, stable], candidate: [candidate * rate, candidate] }).d;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

import { printSpan, type Text, withParticle } from '#kernel';
import type { SettledRollout } from '#model';
import { MOST_BASE_RATE } from './checks.ts';
import { printCount, printShare } from './words.ts';

/** How soon a failure is caught; `badUnits` absent when it never is, `ms` also without traffic. */
export interface Catch {
  readonly badUnits: number | undefined;
  readonly ms?: number;
}

/** What one weight will be able to tell. Units and times are expectations, absent without traffic. */
export interface StepForecast {
  /** Percent to the candidate. */
  readonly weight: number;
  /** Candidate units that begin during the bake. */
  readonly units?: number;
  readonly candidatePerHour?: number;
  readonly stablePerHour?: number;
  /** A candidate that fails every unit. */
  readonly total: Catch;
  /** A candidate that fails ten times as often as stable. */
  readonly tenfold: Catch;
  /** The smallest D that an innocent candidate can show within the bake; 0 to 1. */
  readonly bestD?: number;
}

/** What a rollout will be able to learn. */
export interface Preflight {
  /** Stable's bad share that was assumed; 0 to 1. */
  readonly baseRate: number;
  /** Absent when nobody has seen the traffic. */
  readonly unitsPerSecond?: number;
  /** Empty for rolling and blue-green, which judge nothing. */
  readonly steps: readonly StepForecast[];
  /** Every candidate unit until the promotion: more cannot be hurt while it is judged. */
  readonly mostHurt?: { readonly units: number; readonly requests: number };
  /** Fewer than four candidate units are expected: evidence cannot take this release back. */
  readonly isBlind: boolean;
}

/** The forecast in words: what will be known, what to change, and what forbids the start. */
export interface Briefing {
  readonly lines: readonly Text[];
  readonly warnings: readonly Text[];
  /** A rollout with a refusal must not start. */
  readonly refusals: readonly Text[];
}

/** `bad` is stable's bad share by predicate id, 0 to 1, as far as it is known. */
export function tellPreflight(
  forecast: Preflight,
  policy: SettledRollout,
  bad: Readonly<Record<string, number>>,
): Briefing {
  const { mostHurt } = forecast;
  if (isSilent(forecast))
    return { lines: [], warnings: [tellSilence(policy)], refusals: tellRefusals(policy, bad) };
  const lines = forecast.steps.flatMap((step) => tellStep(step));
  if (mostHurt && forecast.steps.length > 0) lines.push(tellHurt(mostHurt, policy.split));
  return { lines, warnings: tellWarnings(forecast), refusals: tellRefusals(policy, bad) };
}

/** Nobody calls: numbers of what nobody will see would only look like a promise. */
const isSilent = ({ steps, unitsPerSecond }: Preflight): boolean =>
  steps.length > 0 && unitsPerSecond === 0;

function tellSilence({ weights, bake, holdFor }: SettledRollout): Text {
  const [at, time] = [`${weights[0]}%`, printSpan(bake + holdFor)];
  return {
    en: `nobody calls this service now: without candidate units the rollout waits ${time} at ${at} and is withdrawn. Send it requests; where there are none, shorten \`bake\` and \`holdFor\` with change(…)`,
    ko: `지금은 아무도 이 서비스를 부르지 않는다. 후보 단위가 없으면 롤아웃은 ${at}에서 ${time} 동안 기다린 뒤 철회된다. 요청을 보내거나, 요청이 없는 환경이라면 change(…)로 \`bake\`와 \`holdFor\`를 줄인다`,
  };
}

function tellRefusals(policy: SettledRollout, bad: Readonly<Record<string, number>>): Text[] {
  if (policy.strategy !== 'canary') return [];
  const refusals = policy.bad
    .filter(({ id }) => (bad[id] ?? 0) > MOST_BASE_RATE)
    .map(({ id }): Text => {
      const [rate, most] = [printShare(bad[id] ?? 0), printShare(MOST_BASE_RATE)];
      return {
        en: `${id} calls ${rate} of stable's own units bad; above ${most} it tells too little`,
        ko: `${id} 기준으로는 안정판 단위의 ${withParticle(rate, '이/가')} 이미 나쁘다. ${withParticle(most, '을/를')} 넘으면 알 수 있는 것이 너무 적다`,
      };
    });
  if (policy.bad.length === 0) refusals.push(NOTHING_IS_BAD);
  if (policy.promote === 'proved' && policy.tolerance === undefined) refusals.push(NO_TOLERANCE);
  return refusals;
}

const NOTHING_IS_BAD: Text = {
  en: "the canary names nothing that makes a unit bad: write `bad: ['5xx']`",
  ko: "canary에 무엇이 나쁜지 적혀 있지 않다. `bad: ['5xx']`라고 쓴다",
};
const NO_TOLERANCE: Text = {
  en: "promote: 'proved' needs a tolerance: write `tolerance: '1%'`",
  ko: "promote: 'proved'에는 허용치가 필요하다. `tolerance: '1%'`라고 쓴다",
};

function tellWarnings(forecast: Preflight): Text[] {
  if (forecast.steps.length > 0 && forecast.unitsPerSecond === undefined) return [UNSEEN];
  return forecast.isBlind ? [BLIND] : [];
}

const UNSEEN: Text = {
  en: 'nobody has seen the traffic of this service yet, so how long the evidence takes is unknown',
  ko: '이 서비스의 트래픽을 아직 아무도 보지 못해, 증거가 모이는 데 얼마나 걸릴지 알 수 없다',
};
const BLIND: Text = {
  en: 'fewer than four candidate units are expected: evidence cannot take this release back. Use smoke requests with blueGreen(…), `split: "request"`, or a larger weight',
  ko: '후보 단위가 넷도 안 될 것으로 보여 증거로는 이 릴리스를 되돌릴 수 없다. 스모크 요청과 blueGreen(…), `split: "request"`, 더 큰 가중치 중 하나를 쓴다',
};

function tellStep(step: StepForecast): Text[] {
  const { candidatePerHour, stablePerHour, bestD } = step;
  const at = `${step.weight}%`;
  const lines: Text[] = [];
  if (candidatePerHour !== undefined && stablePerHour !== undefined) {
    const [candidate, stable] = [printCount(candidatePerHour), printCount(stablePerHour)];
    lines.push({
      en: `${at}: ${candidate} candidate and ${stable} stable units an hour`,
      ko: `${at}: 한 시간에 후보 ${candidate}단위, 안정판 ${stable}단위`,
    });
  }
  const [total, tenfold] = [tellCatch(step.total), tellCatch(step.tenfold)];
  lines.push({
    en: `${at}: a total failure is caught ${total.en}, a tenfold one ${tenfold.en}`,
    ko: `${at}: 완전한 고장은 ${total.ko}. 열 배 나빠진 것은 ${tenfold.ko}`,
  });
  if (bestD !== undefined)
    lines.push({
      en: `${at}: the bake can show at best D ≤ ${printShare(bestD)}`,
      ko: `${at}: 지켜보는 동안 보일 수 있는 가장 좋은 값은 D ≤ ${withParticle(printShare(bestD), '이다/다')}`,
    });
  return lines;
}

function tellCatch({ badUnits, ms }: Catch): Text {
  if (badUnits === undefined) return { en: 'never', ko: '끝내 잡히지 않는다' };
  const time = ms === undefined ? '' : printSpan(ms);
  return {
    en: `after ${badUnits} bad units${time && ` (${time})`}`,
    ko: `나쁜 단위 ${badUnits}개${time && `(${time})`} 만에 잡힌다`,
  };
}

function tellHurt(most: { units: number; requests: number }, split: SettledRollout['split']): Text {
  const [units, requests] = [printCount(most.units), printCount(most.requests)];
  return split === 'client'
    ? {
        en: `before the promotion at most ${units} clients (${requests} requests) reach the candidate`,
        ko: `승격 전에 후보에 닿는 것은 많아야 클라이언트 ${units}명(요청 ${requests}개)이다`,
      }
    : {
        en: `before the promotion at most ${requests} requests reach the candidate`,
        ko: `승격 전에 후보에 닿는 것은 많아야 요청 ${requests}개다`,
      };
}

import type { End, Judge, Rule } from './delivery-judge.ts';
import { BANDS, type Counted, sideOf, type Tick } from './delivery-stream.ts';
import { mannWhitneyJudge } from './kayenta.ts';

// Every rule in this file is re-implemented from the documentation of the tool it is named after, with
// the benefit of the doubt: metrics arrive at once, windows are exact, no webhook and no pod is slow.

const MINUTE = 60;

/** https://docs.flagger.app/usage/metrics and /usage/deployment-strategies, stepWeight 5, maxWeight 50. */
const FLAGGER = { interval: MINUTE, success: 0.99, step: 5, most: 50 } as const;

/**
 * Every interval the last minute of the candidate is checked. A success rate below 99 %, or no request
 * at all, halts the advance and counts as one failed check; the count never falls. At the threshold
 * all traffic goes back, which for a total failure is the documented interval × threshold.
 */
export const flagger = (threshold: number): Rule => ({
  name: `Flagger ${threshold}`,
  coarse: true,
  open: () => openFlagger(threshold),
});

function openFlagger(threshold: number): Judge {
  let weight: number = FLAGGER.step;
  let failed = 0;
  let bad = 0;
  let window: Counted = { requests: 0, bad: 0 };
  return {
    see(tick): End | undefined {
      const seen = sideOf(tick, weight, 'candidate');
      bad += seen.bad;
      window = plus(window, seen);
      if (tick.at % FLAGGER.interval !== 0) return undefined;
      const passes = window.requests > 0 && 1 - window.bad / window.requests >= FLAGGER.success;
      window = { requests: 0, bad: 0 };
      if (!passes) {
        failed += 1;
        return failed >= threshold ? { kind: 'taken-back', at: tick.at, bad } : undefined;
      }
      if (weight >= FLAGGER.most) return { kind: 'promoted', at: tick.at, bad };
      weight += FLAGGER.step;
      return undefined;
    },
  };
}

const plus = (a: Counted, b: Counted): Counted => ({
  requests: a.requests + b.requests,
  bad: a.bad + b.bad,
});

/**
 * https://argo-rollouts.readthedocs.io/en/stable/features/analysis/, background analysis: 20, 40, 60
 * and 80 % for ten minutes each; from the second weight on the success rate of five minutes is measured
 * at once and every five minutes; below 95 % is a failure, and failureLimit 3 allows three.
 */
const ARGO = {
  pause: 600,
  weights: [20, 40, 60, 80],
  from: 600,
  every: 300,
  success: 0.95,
  allowed: 3,
};

export const argo: Rule = {
  name: 'Argo example',
  coarse: true,
  open: ({ bad }) => openArgo(bad === '5xx'),
};

function openArgo(looks: boolean): Judge {
  let failed = 0;
  let bad = 0;
  let window: Counted = { requests: 0, bad: 0 };
  return {
    see(tick): End | undefined {
      const step = Math.floor((tick.at - tick.seconds) / ARGO.pause);
      const seen = sideOf(tick, ARGO.weights[step] ?? 100, 'candidate');
      bad += seen.bad;
      window = plus(window, seen);
      if (tick.at % ARGO.every !== 0) return undefined;
      const passes = window.requests > 0 && 1 - window.bad / window.requests >= ARGO.success;
      window = { requests: 0, bad: 0 };
      if (looks && tick.at >= ARGO.from && !passes) failed += 1;
      if (failed > ARGO.allowed) return { kind: 'taken-back', at: tick.at, bad };
      const isOver = tick.at >= ARGO.pause * ARGO.weights.length;
      return isOver ? { kind: 'promoted', at: tick.at, bad } : undefined;
    },
  };
}

const KAYENTA = { weight: 10, points: 60 } as const;

/**
 * https://spinnaker.io/docs/guides/user/canary/: a baseline of the candidate's size started with it,
 * here 10 % each, one point a minute (the share of bad requests), one judgement after an hour.
 */
export const kayenta: Rule = { name: 'Kayenta', coarse: true, open: () => openKayenta() };

function openKayenta(): Judge {
  const experiment: number[] = [];
  const control: number[] = [];
  let minute = { experiment: { requests: 0, bad: 0 }, control: { requests: 0, bad: 0 } };
  let bad = 0;
  return {
    see(tick): End | undefined {
      const seen = sideOf(tick, KAYENTA.weight, 'candidate');
      bad += seen.bad;
      minute = {
        experiment: plus(minute.experiment, seen),
        control: plus(minute.control, baselineOf(tick)),
      };
      if (tick.at % MINUTE !== 0) return undefined;
      experiment.push(share(minute.experiment));
      control.push(share(minute.control));
      minute = { experiment: { requests: 0, bad: 0 }, control: { requests: 0, bad: 0 } };
      if (experiment.length < KAYENTA.points) return undefined;
      const { passes } = mannWhitneyJudge([{ group: 'errors', experiment, control }]);
      return { kind: passes ? 'promoted' : 'taken-back', at: tick.at, bad };
    },
  };
}

/** The 10 % beside the candidate's that run stable's release on fresh instances. */
function baselineOf(tick: Tick): Counted {
  const baseline: Counted = { requests: 0, bad: 0 };
  for (const [band, to] of BANDS.entries()) {
    if (to <= KAYENTA.weight || to > 2 * KAYENTA.weight) continue;
    baseline.requests += tick.requests[band] ?? 0;
    baseline.bad += tick.badOnStable[band] ?? 0;
  }
  return baseline;
}

/** NaN for a minute without requests, as a quotient of two rates is. */
const share = ({ requests, bad }: Counted): number => bad / requests;

/** Ten percent for ten minutes, then everybody. */
export const sleep: Rule = { name: 'sleep 10 min', coarse: true, open: () => openSleep() };

function openSleep(): Judge {
  let bad = 0;
  return {
    see(tick): End | undefined {
      bad += sideOf(tick, 10, 'candidate').bad;
      return tick.at >= 10 * MINUTE ? { kind: 'promoted', at: tick.at, bad } : undefined;
    },
  };
}

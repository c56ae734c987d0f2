import type { Principal } from './identity.ts';
import type { Metrics } from './metrics.ts';
import { type Prediction, predict } from './predictor.ts';
import { Refusal } from './refusal.ts';
import type { RateLimit } from './settings.ts';
import type { ActiveModel } from './stores/active-model.ts';
import type { PredictionLog } from './stores/prediction-log.ts';
import type { RateLimiter } from './stores/rate-limiter.ts';
import type { WindowCache } from './stores/window-cache.ts';
import type { Window } from './window.ts';

export interface Asked {
  readonly principal: Principal;
  readonly window: Window;
  /** From a probe or a smoke test: counted apart, answered alike. */
  readonly synthetic: boolean;
}

/** Answers one window for somebody known, within the limit, and never without queueing its row. */
export type Predicting = (asked: Asked) => Promise<Prediction>;

interface Needs {
  readonly active: ActiveModel;
  readonly limiter: RateLimiter;
  readonly cache: WindowCache;
  readonly predictions: PredictionLog;
  readonly rateLimit: RateLimit;
  readonly metrics: Metrics;
}

export function openPredicting(needs: Needs): Predicting {
  const { active, limiter, cache, predictions, rateLimit, metrics } = needs;
  const answered = metrics.counter('posture_predictions_total', 'Predictions by label.');
  const hits = metrics.counter('posture_cache_hits_total', 'Windows answered from Redis.');

  return async ({ principal, window, synthetic }) => {
    const started = process.hrtime.bigint();
    const model = active.current();
    // Asked together, they cost one round trip.
    const [allowance, known] = await Promise.all([
      limiter.take(principal.pseudonym, rateLimit),
      cache.find(window, model.forest.version),
    ]);
    if (!allowance.allowed) throw tooMany(allowance.retryAfterMs);
    const prediction = known ?? predict(model, window);
    if (known) hits.add();
    else cache.keep(window, prediction);
    const latencyUs = Number((process.hrtime.bigint() - started) / 1_000n);
    const row = { time: new Date(), pseudonym: principal.pseudonym, latencyUs, ...prediction };
    if (!predictions.add(row))
      throw new Refusal(503, 'busy', 'Too many rows wait for the database.', {
        'retry-after': '1',
      });
    answered.add({
      label: prediction.label,
      model: prediction.modelVersion,
      synthetic: String(synthetic),
    });
    return prediction;
  };
}

export function tooMany(retryAfterMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  return new Refusal(429, 'rate-limited', `Too many requests: try again in ${seconds} s.`, {
    'retry-after': String(seconds),
  });
}

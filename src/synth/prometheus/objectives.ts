import { HOUR, MINUTE, printSpan, SECOND, withParticle } from '#kernel';
import { plainNumber, spanWord } from '../observe/words.ts';
import { Said } from '../source.ts';
import { cannotSay, type SynthContext } from '../target.ts';
import { BURNS, type Burn, boundOf, factorOf } from './burn.ts';
import { LATENCY, QUANTILE, RATIO, REQUESTS } from './names.ts';
import { type Promised, promisesOf } from './promises.ts';
import { type AlertRule, type Sample, valueIn } from './rule.ts';
import { flat, growing, sampled, seriesOf } from './sample.ts';

/** Alerts on what the plan promises: availability by burn rates, latency by its quantiles. */
export function objectiveRules(context: SynthContext): readonly AlertRule[] {
  return promisesOf(context).flatMap((promise) =>
    promise.is === 'availability'
      ? BURNS.flatMap((burn) => availabilityRule(context, promise, burn) ?? [])
      : [latencyRule(promise)],
  );
}

const nameOf = ({ is, level, of }: Promised): string =>
  `objective-${is}${level === 'service' ? `-${of}` : ''}`;

function availabilityRule(
  context: SynthContext,
  promise: Promised,
  burn: Burn,
): AlertRule | undefined {
  const { level, labels, of, bound: availability, source } = promise;
  const bound = boundOf(burn, availability);
  const [long, short] = [spanWord(burn.long), spanWord(burn.short)];
  if (bound >= 1) {
    cannotSay(context, 'prometheus', source, {
      en: `at ${availability}% of ${of} even failing always does not burn ${factorOf(burn)} times too fast: there is no alert over ${long}`,
      ko: `${of} 가용성이 ${availability}%면 모두 실패해도 ${factorOf(burn)}배로 소진되지 않는다. ${long} 알림은 없다`,
    });
    return undefined;
  }
  const selector = level === 'service' ? `{service="${labels.service}"}` : '';
  const above = (window: string) => `${RATIO(level, window)}${selector} > ${bound}`;
  const shares = plainNumber(burn.spends * 100);
  return {
    alert: `${nameOf(promise)}-${long}`,
    source,
    expr: `${above(long)} and ${above(short)}`,
    labels: { severity: burn.severity, part: of, signal: 'availability' },
    summary: {
      en: `${of} spends its error budget more than ${factorOf(burn)} times as fast as it may`,
      ko: `${of} 오류 예산이 허용 속도의 ${factorOf(burn)}배보다 빠르게 줄고 있다`,
    },
    description: {
      en: `${SHARE} of the answers of the last ${long} failed; ${plainNumber(bound * 100)}% spends ${shares}% of 30 days' budget in that time (objective ${availability}%).`,
      ko: `${long} 동안 응답의 ${withParticle(SHARE, '이/가')} 실패했다. ${plainNumber(bound * 100)}%면 그동안 30일 예산의 ${shares}%가 사라진다(목표 ${availability}%).`,
    },
    runbook: 'recovery.md',
    fires: failing(promise, burn, Math.min(1, Number((bound * 1.5).toPrecision(2)))),
    quiet: failing(promise, burn, bound / 2),
  };
}

/** A share as percent, with four digits. */
const SHARE = '{{ $value | humanizePercentage }}';

/** The same share of failures for as long as the longer window; five readings fit the shorter. */
function failing({ level, by }: Promised, { long, short }: Burn, share: number): Sample {
  const minutes = long / MINUTE + 10;
  const step = short / MINUTE / 5;
  const count = Math.ceil(minutes / step);
  const per = (code: string) => seriesOf(REQUESTS, { service: by, code });
  return {
    series: {
      [per('200')]: growing(10_000 * (1 - share), count),
      [per('500')]: growing(10_000 * share, count),
    },
    interval: `${step}m`,
    at: `${minutes}m`,
    labels: level === 'service' ? { service: by } : {},
    value: `${plainNumber(share * 100)}%`,
  };
}

/** Both the hour and the last minutes are too slow: it matters, and it is still so. */
function latencyRule(promise: Promised): AlertRule {
  const { is, level, labels, of, bound, source } = promise;
  const seconds = plainNumber(bound / SECOND);
  const selector = level === 'route' ? `{service="${labels.service}",route="${of}"}` : '';
  const above = (window: string) => `${QUANTILE(level, is, window)}${selector} > ${seconds}`;
  return {
    alert: `objective-${level === 'route' ? 'route-' : ''}${is}`,
    source,
    expr: `${above('1h')} and ${above('5m')}`,
    for: new Said('5m', source),
    labels: {
      severity: 'warning',
      part: labels.service ?? of,
      signal: 'latency',
    },
    summary: {
      en: `${of} misses its ${is} of ${printSpan(bound)}`,
      ko: `${of} ${is} 목표 ${withParticle(printSpan(bound), '을/를')} 지키지 못한다`,
    },
    description: {
      en: `${is} was ${valueIn(3)} s over the last hour, and is above ${seconds} s still.`,
      ko: `최근 1시간 ${withParticle(is, '이/가')} ${valueIn(3)}초였고 지금도 ${seconds}초를 넘는다.`,
    },
    runbook: 'recovery.md',
    fires: slow(promise, seconds, seconds * (1 + 1 / QUANTILES[is])),
    quiet: slow(promise, seconds / 4, seconds / 2),
  };
}

const QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99, availability: 1 } as const;

/** All answers stand in one bucket: the 95th of a hundred is 95 hundredths of the way through it. */
function slow({ is, level, labels, by }: Promised, from: number, to: number): Sample {
  const minutes = HOUR / MINUTE + 15;
  const [low, high] = [plainNumber(from), plainNumber(to)];
  const own = level === 'route' ? labels : { service: by };
  const bucket = (le: string) => seriesOf(`${LATENCY}_bucket`, { ...own, le });
  return sampled(
    {
      [bucket(`${low}`)]: flat(0, minutes),
      [bucket(`${high}`)]: growing(600, minutes),
      [bucket('+Inf')]: growing(600, minutes),
    },
    {
      minutes,
      labels: level === 'route' ? labels : {},
      value: (low + QUANTILES[is] * (high - low)).toFixed(3),
    },
  );
}

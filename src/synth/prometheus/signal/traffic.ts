import { SECOND } from '#kernel';
import { partsOf } from '#model';
import { plainNumber } from '../../observe/words.ts';
import { LATENCY, RATE_ERRORS, RATIO } from '../names.ts';
import { valueIn } from '../rule.ts';
import { flat, growing, minutesFor, sampled, seriesOf } from '../sample.ts';
import { type Answer, type Asked, blind, type Signal } from './signal.ts';

/** The services whose answers an alert is about: one, those behind a gateway, or all. */
function servicesOf({ plan, of }: Asked): readonly string[] {
  if (of?.kind === 'service') return [of.name];
  if (of?.kind === 'gateway') return [...new Set(of.routes.map(({ to }) => to))].sort();
  if (of) return [];
  return partsOf(plan, 'service')
    .map(({ name }) => name)
    .sort();
}

/** As many digits as a description shows. */
const round = (value: number): number => Number(value.toFixed(2));

const selectorOf = (services: readonly string[]): string =>
  services.length === 1 ? `{service="${services[0]}"}` : `{service=~"${services.join('|')}"}`;

type Made = (asked: Asked, services: readonly [string, ...string[]]) => Signal;

const ofServices =
  (make: Made) =>
  (asked: Asked): Answer => {
    const [first, ...rest] = servicesOf(asked);
    if (first !== undefined) return { signal: make(asked, [first, ...rest]) };
    const name = asked.of?.name ?? asked.plan.name;
    return blind(
      `${name} answers no HTTP request: its answers are not counted`,
      `${name}에는 HTTP 요청이 오지 않아 응답을 셀 수 없다`,
    );
  };

/** Requests of a service by status, so many a minute, for a test. */
const requests = (service: string, good: number, bad: number, minutes: number) => ({
  [seriesOf('http_requests_total', { service, code: '200' })]: growing(good, minutes),
  [seriesOf('http_requests_total', { service, code: '500' })]: growing(bad, minutes),
});

/** The share of failed answers. */
export const errorShare = ofServices(({ alert, bound }, services) => {
  const [service] = services;
  const minutes = minutesFor(alert.for ?? 0);
  const shown = (share: number) =>
    sampled(requests(service, 10_000 * (1 - share / 100), 100 * share, minutes), {
      minutes,
      labels: { service },
      value: share.toFixed(2),
    });
  return {
    signal: 'errors',
    expr: `100 * ${RATIO('service', '5m')}${selectorOf(services)} > ${bound}`,
    summary: {
      en: `{{ $labels.service }} fails more than ${bound}% of its requests`,
      ko: `{{ $labels.service }} 서비스의 실패한 응답이 ${bound}%를 넘었다`,
    },
    description: {
      en: `${valueIn(2)}% of the answers of the last 5 minutes were 5xx.`,
      ko: `최근 5분 동안 응답의 ${valueIn(2)}%가 5xx였다.`,
    },
    fires: shown(Math.min(100, Math.max(round(bound * 2), 0.01))),
    quiet: shown(bound / 2),
  };
});

/** How many answers fail a second, whatever their share. */
export const errorRate = ofServices(({ alert, bound }, services) => {
  const [service] = services;
  const minutes = minutesFor(alert.for ?? 0);
  const shown = (rate: number) =>
    sampled(requests(service, 60, rate * 60, minutes), {
      minutes,
      labels: { service },
      value: rate.toFixed(2),
    });
  return {
    signal: 'error-rate',
    expr: `${RATE_ERRORS}${selectorOf(services)} > ${plainNumber(bound)}`,
    summary: {
      en: `{{ $labels.service }} fails more than ${plainNumber(bound)} requests a second`,
      ko: `{{ $labels.service }} 서비스가 초당 ${plainNumber(bound)}건보다 많이 실패한다`,
    },
    description: {
      en: `${valueIn(2)} answers a second of the last 5 minutes were 5xx.`,
      ko: `최근 5분 동안 초당 ${valueIn(2)}건이 5xx였다.`,
    },
    fires: shown(Math.max(round(bound * 2), 1)),
    quiet: shown(bound / 2),
  };
});

/** The 95th percentile. */
export const slowness = ofServices(({ alert, bound }, services) => {
  const [service] = services;
  const minutes = minutesFor(alert.for ?? 0);
  const seconds = plainNumber(bound / SECOND);
  const shown = (from: number, to: number) => {
    const [low, high] = [plainNumber(from), plainNumber(to)];
    const bucket = (le: string) => seriesOf(`${LATENCY}_bucket`, { service, le });
    return sampled(
      {
        [bucket(`${low}`)]: flat(0, minutes),
        [bucket(`${high}`)]: growing(600, minutes),
        [bucket('+Inf')]: growing(600, minutes),
      },
      // All answers stand in one bucket: the 95th of a hundred is 95 hundredths of the way through it.
      { minutes, labels: { service }, value: (low + 0.95 * (high - low)).toFixed(3) },
    );
  };
  return {
    signal: 'latency',
    expr: `service:${LATENCY}:p95_rate5m${selectorOf(services)} > ${seconds}`,
    summary: {
      en: `{{ $labels.service }} is slower than ${seconds} s`,
      ko: `{{ $labels.service }} 서비스가 ${seconds}초보다 느리다`,
    },
    description: {
      en: `One answer in twenty of the last 5 minutes took longer than ${valueIn(3)} s (p95).`,
      ko: `최근 5분 동안 응답 스무 건 가운데 한 건이 ${valueIn(3)}초보다 오래 걸렸다(p95).`,
    },
    // The quantile is twice the bound.
    fires: shown(seconds, seconds * (1 + 1 / 0.95)),
    quiet: shown(seconds / 4, seconds / 2),
  };
});

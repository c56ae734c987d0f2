import {
  expected,
  list,
  number,
  optional,
  type Reader,
  record,
  refuse,
  required,
} from './shape.ts';

/** What is expected to come, from a month on. */
export interface TrafficSpec {
  /** YYYY-MM. */
  readonly from: string;
  readonly dailyUsers?: number;
  readonly pageViews?: number;
  /** Users at the same time, at the peak. */
  readonly peakUsers?: number;
  /** Requests a day, where views do not say it. */
  readonly dailyRequests?: number;
  readonly peak?: { readonly times: number };
}
export interface ResolvedTraffic {
  readonly from: string;
  readonly dailyUsers?: number | undefined;
  readonly pageViews?: number | undefined;
  readonly peakUsers?: number | undefined;
  readonly dailyRequests?: number | undefined;
  readonly peak?: { readonly times: number } | undefined;
}

const month: Reader<string> = (value, reading) =>
  typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value)
    ? value
    : refuse(
        'plan/bad-value',
        reading,
        expected(value, { en: "a month such as '2026-11'", ko: "'2026-11' 같은 달" }),
      );

const count = number(0, 1e12);
export const readTrafficSpec = record<ResolvedTraffic>({
  from: required(month),
  dailyUsers: optional(count),
  pageViews: optional(count),
  peakUsers: optional(count),
  dailyRequests: optional(count),
  peak: optional(record<{ times: number }>({ times: required(number(1, 10_000)) })),
});
export const readTraffic = list(readTrafficSpec);

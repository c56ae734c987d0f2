import { DAY, HOUR, readSpan, type SpanWords } from '#kernel';
import { type Authored, isAuthored, makesUnnamed } from './part.ts';
import { expected, type Reader, refuse } from './shape.ts';

/** When something recurs. `zone` is an IANA name; without it a time of day has no meaning. */
export interface ScheduleSpec {
  readonly every: SpanWords | 'daily' | 'weekly';
  readonly at?: string;
  readonly zone?: string;
  readonly day?: string;
}
export type Schedule = Authored<'schedule', ScheduleSpec>;

export interface ResolvedSchedule {
  readonly everyMs: number;
  /** 'HH:MM' in `zone`. */
  readonly at?: string;
  readonly zone?: string;
  readonly day?: string;
}

const schedule = makesUnnamed<'schedule', ScheduleSpec>('schedule');

/** Every day, at a time of day where one is known. @example daily('02:00', 'Asia/Seoul') */
export const daily = (at?: string, zone?: string): Schedule =>
  schedule({ every: 'daily', ...(at && { at }), ...(zone && { zone }) });
/** Every week, on a day and at a time of day where they are known. */
export const weekly = (day?: string, at?: string, zone?: string): Schedule =>
  schedule({ every: 'weekly', ...(day && { day }), ...(at && { at }), ...(zone && { zone }) });
/** At a fixed distance. @example every('6 h') */
export const every = (distance: SpanWords): Schedule => schedule({ every: distance });
/** Once an hour. */
export const hourly = (): Schedule => schedule({ every: '1 h' });

export const readSchedule: Reader<ResolvedSchedule, Schedule> = (value, reading) => {
  const what = {
    en: "a schedule such as daily('02:00', 'Asia/Seoul')",
    ko: "daily('02:00', 'Asia/Seoul') 같은 일정",
  };
  if (!isAuthored(value, 'schedule'))
    return refuse('plan/bad-value', reading, expected(value, what));
  const spec = value.spec as ScheduleSpec;
  const everyMs = toDistance(spec.every);
  if (everyMs === undefined) return refuse('plan/bad-unit', reading, expected(spec.every, what));
  if (spec.at !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(spec.at))
    return refuse(
      'plan/bad-value',
      reading,
      expected(spec.at, { en: "a time of day such as '02:00'", ko: "'02:00' 같은 시각" }),
    );
  const { at, zone, day } = spec;
  return { everyMs, ...(at && { at }), ...(zone && { zone }), ...(day && { day }) };
};

function toDistance(words: unknown): number | undefined {
  if (words === 'daily') return DAY;
  if (words === 'weekly') return 7 * DAY;
  const read = readSpan(words);
  return read.ok && read.value >= HOUR / 3_600 ? read.value : undefined;
}

import type { ResolvedSchedule } from '#model';
import type { Source } from '../../source.ts';
import { inUtc } from '../windows.ts';
import type { AwsSite } from './site.ts';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MINUTES = 24 * 60;

/** An hour of a day, or of a day of the week, in UTC: '18:00-19:00', 'sat:19:00-sat:20:00'. */
export function windowOf(
  site: AwsSite,
  schedule: ResolvedSchedule | undefined,
  source: Source,
  isWeekly: boolean,
): string | undefined {
  if (!schedule?.at) return undefined;
  const start = inUtc(schedule);
  if (start === undefined) {
    site.cannotSay(source, {
      en: `a window of AWS stands in UTC, and ${schedule.zone ?? 'no zone'} at ${schedule.at} is another hour in summer, or unknown: AWS chooses one`,
      ko: `AWS의 시간대는 UTC로만 적는데 ${schedule.zone ?? '시간대 없는'} ${schedule.at}은 계절에 따라 바뀌거나 알 수 없어 AWS가 고른다`,
    });
    return undefined;
  }
  const print = (minute: number): string => {
    const within = minute % (7 * MINUTES);
    const clock = within % MINUTES;
    const time = `${two(Math.floor(clock / 60))}:${two(clock % 60)}`;
    return isWeekly ? `${DAYS[Math.floor(within / MINUTES)]}:${time}` : time;
  };
  return `${print(start)}-${print(start + 60)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

import type { ResolvedSchedule } from '#model';

/** Zones whose clock is never changed, by minutes before UTC: windows of clouds stand in UTC alone. */
const AHEAD: Readonly<Record<string, number>> = {
  UTC: 0,
  'Etc/UTC': 0,
  'Asia/Seoul': 540,
  'Asia/Tokyo': 540,
  'Asia/Shanghai': 480,
  'Asia/Singapore': 480,
  'Asia/Taipei': 480,
  'Asia/Hong_Kong': 480,
  'Asia/Bangkok': 420,
  'Asia/Ho_Chi_Minh': 420,
  'Asia/Jakarta': 420,
  'Asia/Kolkata': 330,
  'Asia/Dubai': 240,
};
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MINUTES = 24 * 60;

/**
 * The minute of the week, from Sunday's midnight in UTC, at which a schedule begins; undefined where it
 * has no time of day, or its zone has summer time or is unknown.
 */
export function inUtc({ at, zone, day }: ResolvedSchedule): number | undefined {
  const ahead = AHEAD[zone ?? ''];
  if (at === undefined || ahead === undefined) return undefined;
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const start = DAYS.indexOf((day ?? 'sunday').slice(0, 3).toLowerCase()) * MINUTES;
  return (start + hours * 60 + minutes - ahead + 7 * MINUTES) % (7 * MINUTES);
}

import { DAY, type Instant, MINUTE, printSpan, SECOND, type Text } from '#kernel';
import type { ReleaseWindow } from '#model';
import type { Rollout } from './rollout.ts';

/** Why traffic may not move yet; `expired` when nobody will be waited for any longer. */
export interface Closed {
  readonly because: Text;
  readonly expired: boolean;
}

/**
 * What stands between a candidate that is ready and its first user: enough people's approval, and
 * the hours in which releases may go out. Undefined when nothing does.
 */
export const closedBy = (rollout: Rollout, now: Instant): Closed | undefined =>
  unapproved(rollout, now) ?? (rollout.gate?.window && shut(rollout.gate.window, now));

function unapproved(
  { gate, approvals = [], askedAt, service }: Rollout,
  now: Instant,
): Closed | undefined {
  if (!gate?.approval) return undefined;
  const { by, expires } = gate.approval;
  const counted = approvals.filter(({ at }) => expires === undefined || now - at < expires);
  if (counted.length >= by) return undefined;
  if (expires !== undefined && askedAt !== undefined && now - askedAt >= expires) {
    const time = printSpan(expires);
    return {
      expired: true,
      because: {
        en: `${counted.length} of ${by} people approved within ${time}`,
        ko: `${time} 안에 승인한 사람이 ${by}명 중 ${counted.length}명이다`,
      },
    };
  }
  return {
    expired: false,
    because: {
      en: `it waits for approval, ${counted.length} of ${by} so far: \`hanok rollout approve ${service}\``,
      ko: `승인을 기다린다. 지금까지 ${by}명 중 ${counted.length}명이다: \`hanok rollout approve ${service}\``,
    },
  };
}

function shut(window: ReleaseWindow, now: Instant): Closed | undefined {
  const left = untilOpen(window, now);
  if (left === 0) return undefined;
  // Whole minutes: the sentence is recorded whenever it changes.
  const time = printSpan(Math.ceil(left / MINUTE) * MINUTE);
  return {
    expired: false,
    because: {
      en: `releases go out ${tellWindow(window)}: ${time} to go`,
      ko: `릴리스는 ${tellWindow(window)}에 내보낸다. ${time} 남았다`,
    },
  };
}

const tellWindow = ({ day, at, zone }: ReleaseWindow): string =>
  [day, at, zone].filter((word) => word !== undefined).join(' ');

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * Milliseconds until a window is open, 0 while it is. Counted on the wall clock of its zone, UTC when
 * it names none; an hour off, at most, across a change of that clock. Without a time of day it is
 * always open.
 */
export function untilOpen(
  { everyMs, at, day, zone, lastsMs }: ReleaseWindow,
  now: Instant,
): number {
  if (at === undefined) return 0;
  const isWeekly = everyMs > DAY && day !== undefined;
  const period = isWeekly ? 7 * DAY : DAY;
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const opening =
    (isWeekly ? DAYS.indexOf(day.slice(0, 3).toLowerCase()) * DAY : 0) +
    hour * 60 * MINUTE +
    minute * MINUTE;
  const since = (((wallClock(now, zone ?? 'UTC', isWeekly) - opening) % period) + period) % period;
  return since < lastsMs ? 0 : period - since;
}

/** Milliseconds since the wall clock's midnight, or since its midnight from Saturday to Sunday. */
function wallClock(now: Instant, zone: string, ofWeek: boolean): number {
  const shown = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string): string => shown.find((one) => one.type === type)?.value ?? '';
  const time =
    Number(part('hour')) * 60 * MINUTE +
    Number(part('minute')) * MINUTE +
    Number(part('second')) * SECOND;
  return ofWeek ? DAYS.indexOf(part('weekday').toLowerCase()) * DAY + time : time;
}

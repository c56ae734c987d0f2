import { DAY, HOUR, MINUTE } from '#kernel';
import type { ResolvedJob } from '#model';
import { sayer, type TreeMap } from '../source.ts';
import { objectOf } from './object.ts';
import { podOf } from './pod.ts';
import { seconds } from './quantity.ts';
import { type KubeSite, sourceOf } from './site.ts';

type Schedule = NonNullable<ResolvedJob['schedule']>;

/**
 * A job as a CronJob. One that a person or a queue starts is a suspended one, so that its template is
 * at hand: `kubectl create job --from=cronjob/NAME NAME-1`.
 */
export function cronJobOf(site: KubeSite, job: ResolvedJob): TreeMap {
  const say = sayer(job);
  const schedule = job.schedule && cronOf(job.schedule);
  if (job.schedule && !schedule) sayNoCron(site, job);
  if (job.schedule && schedule && job.schedule.everyMs >= DAY && job.schedule.at === undefined)
    sayNoTime(site, job);
  return objectOf(
    site,
    sourceOf(job),
    { apiVersion: 'batch/v1', kind: 'CronJob', name: job.name },
    {
      spec: {
        schedule: schedule ? say('schedule', schedule) : NEVER,
        timeZone: say('schedule', job.schedule?.zone ?? 'Etc/UTC'),
        suspend: schedule === undefined,
        concurrencyPolicy: 'Forbid',
        jobTemplate: {
          spec: {
            activeDeadlineSeconds:
              job.timeout === undefined ? undefined : say('timeout', seconds(job.timeout)),
            template: podOf(site, job),
          },
        },
      },
    },
  );
}

/** What a suspended CronJob must still say. */
const NEVER = '@yearly';

/** Minute, hour, day, month, day of the week; undefined for what cron has no words for. */
export function cronOf({ everyMs, at = '00:00', day }: Schedule): string | undefined {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  if (everyMs === DAY) return `${minute} ${hour} * * *`;
  if (everyMs === 7 * DAY) return `${minute} ${hour} * * ${dayOf(day)}`;
  if (everyMs % HOUR === 0 && 24 % (everyMs / HOUR) === 0)
    return everyMs === HOUR ? '0 * * * *' : `0 */${everyMs / HOUR} * * *`;
  if (everyMs % MINUTE === 0 && 60 % (everyMs / MINUTE) === 0)
    return everyMs === MINUTE ? '* * * * *' : `*/${everyMs / MINUTE} * * * *`;
  return undefined;
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const dayOf = (day: string | undefined): number => Math.max(0, DAYS.indexOf(day ?? 'sunday'));

const sayNoCron = (site: KubeSite, { name, at }: ResolvedJob): void =>
  site.cannotSay(
    { path: `parts.${name}.schedule`, at },
    {
      en: `cron has no words for the schedule of ${name}: it is suspended`,
      ko: `${name} 작업의 주기는 cron으로 적을 수 없어 멈춘 채로 둔다`,
    },
    {
      en: 'Choose a distance that divides an hour or a day, a day, or a week.',
      ko: '한 시간이나 하루를 나누는 간격, 하루, 한 주 가운데서 고른다.',
    },
  );

const sayNoTime = (site: KubeSite, { name, at }: ResolvedJob): void =>
  site.isMissing(
    { path: `parts.${name}.schedule`, at },
    {
      en: `${name} says no time of day: it runs at midnight`,
      ko: `${name} 작업의 시각이 계획에 없어 자정에 돌린다`,
    },
    { en: "Write daily('02:00', 'Asia/Seoul').", ko: "daily('02:00', 'Asia/Seoul')처럼 적는다." },
  );

import { expect, it } from 'vitest';
import { DAY, HOUR } from '#kernel';
import { cronOf } from './backup.ts';
import { fargatePair } from './container.ts';
import type { AwsSite } from './site.ts';
import { windowOf } from './windows.ts';

const GIB = 2 ** 30;

it.each([
  [0.25, 0.5, 256, 512],
  [0.25, 1.5, 256, 2_048],
  [0.25, 3, 512, 3_072],
  [1, 2, 1_024, 2_048],
  [1, 1, 1_024, 2_048],
  [2, 4, 2_048, 4_096],
  [0.5, 32, 8_192, 32_768],
  [3, 9, 4_096, 9_216],
  [16, 120, 16_384, 122_880],
])('fits %d cores with %d GiB into a task that Fargate sells', (cpu, gib, units, memory) => {
  expect(fargatePair(cpu, gib * GIB)).toEqual({ cpu: units, memory });
});

it('has no task for what is larger than any', () => {
  expect([fargatePair(17, GIB), fargatePair(1, 200 * GIB)]).toEqual([undefined, undefined]);
});

it.each([
  ['of a day', { everyMs: DAY, at: '03:00', zone: 'Asia/Seoul' }, false, '18:00-19:00'],
  [
    'of a day, over midnight',
    { everyMs: DAY, at: '08:30', zone: 'Asia/Seoul' },
    false,
    '23:30-00:30',
  ],
  [
    'of the week, the day before',
    { everyMs: 7 * DAY, at: '04:00', day: 'sunday', zone: 'Asia/Seoul' },
    true,
    'sat:19:00-sat:20:00',
  ],
  [
    'of the week, the same day',
    { everyMs: 7 * DAY, at: '10:00', day: 'monday', zone: 'Asia/Tokyo' },
    true,
    'mon:01:00-mon:02:00',
  ],
  ['without an hour', { everyMs: DAY }, false, undefined],
])('writes a window in UTC: %s', (_, schedule, isWeekly, window) => {
  const silent = { cannotSay: () => undefined } as unknown as AwsSite;
  const source = { path: 'parts.db.backup', at: { file: 'a', line: 1 } };
  expect(windowOf(silent, schedule, source, isWeekly)).toBe(window);
});

it('says of a zone with summer time that its window is no hour of UTC', () => {
  const said: string[] = [];
  const site = { cannotSay: (_: unknown, { en }: { en: string }) => said.push(en) };
  const source = { path: 'parts.db.backup', at: { file: 'a', line: 1 } };
  const schedule = { everyMs: DAY, at: '03:00', zone: 'Europe/Berlin' };
  expect(windowOf(site as unknown as AwsSite, schedule, source, false)).toBeUndefined();
  expect(said).toHaveLength(1);
});

it.each([
  [{ everyMs: DAY, at: '02:30' }, 'cron(30 2 ? * * *)'],
  [{ everyMs: 7 * DAY, at: '03:00', day: 'sunday' }, 'cron(0 3 ? * SUN *)'],
  [{ everyMs: 6 * HOUR }, 'cron(0 0/6 ? * * *)'],
])('writes a schedule as AWS reads it', (schedule, cron) => {
  expect(cronOf(schedule)).toBe(cron);
});

import { withParticle } from '#kernel';
import { type ResolvedPlan, weekly } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const kept = (at: string, zone: string) =>
  sketch(`maintained at ${at} ${zone}`, {
    database: { maintenanceWindow: weekly('Sunday', at, zone) },
    plan: { document: { owner: 'Seoul' } },
  });

const WINDOWS = ['backupWindow', 'maintenanceWindow'] as const;
/** Countries of one zone only: what a window is for their users. */
const ZONES: Readonly<Record<string, string>> = {
  KR: 'Asia/Seoul',
  JP: 'Asia/Tokyo',
  DE: 'Europe/Berlin',
};

export const rule = defineRule({
  id: 'consistency/windows-are-at-night',
  severity: 'error',
  title: {
    en: 'Maintenance happens while the users sleep.',
    ko: '점검은 사용자가 자는 동안 한다.',
  },
  why: {
    en: 'A night window written in UTC is the middle of the day somewhere else: the failover hits the busiest hour.',
    ko: 'UTC로 적은 밤은 다른 곳의 낮이다. 장애 조치가 가장 바쁜 시간에 일어난다.',
  },
  fix: {
    en: 'Name the zone of the users and an hour of their night.',
    ko: '사용자의 시간대와 그 밤의 시각을 적는다.',
  },
  examples: () => ({
    pass: [kept('03:00', 'Asia/Seoul')],
    fail: [kept('03:00', 'UTC')],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const users = zoneOfUsers(plan);
    if (users === undefined) return;
    for (const window of WINDOWS) {
      for (const at of facts.of(`${window}.at`)) {
        const zone = facts.first(`${window}.zone`, at.subject);
        const local = zone && localHour(at.value, zone.value, users, plan.asOf);
        if (!zone || local === undefined || local < 7 || local >= 23) continue;
        report({
          path: `${at.subject}.${window}`,
          because: [at, zone],
          message: {
            en: `${at.value} ${zone.value} is ${local}:00 in ${users}: ${nameOf(at.subject)} is worked on while its users are awake`,
            ko: `${at.value} ${withParticle(zone.value, '은/는')} ${users}에서 ${local}시다. 사용자가 깨어 있을 때 ${withParticle(nameOf(at.subject), '을/를')} 점검한다`,
          },
        });
      }
    }
  },
});

const zoneOfUsers = (plan: ResolvedPlan): string | undefined =>
  ZONES[plan.environment.on.site?.country ?? ''] ??
  (plan.policy.document?.owner === 'Seoul' ? 'Asia/Seoul' : undefined);

/** The hour a clock in `users` shows when one in `zone` shows `at`; undefined for an unknown zone. */
function localHour(at: string, zone: string, users: string, day: string): number | undefined {
  const [here, there] = [offset(zone, day), offset(users, day)];
  if (here === undefined || there === undefined) return undefined;
  return (Number(at.slice(0, 2)) + there - here + 48) % 24;
}

function offset(zone: string, day: string): number | undefined {
  try {
    // biome-ignore lint/style/noRestrictedGlobals: a day that the plan says, not the clock's
    const noon = new Date(`${day}T12:00:00Z`);
    const hour = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      hourCycle: 'h23',
    });
    return ((Number(hour.format(noon)) - 12 + 36) % 24) - 12;
  } catch {
    return undefined;
  }
}

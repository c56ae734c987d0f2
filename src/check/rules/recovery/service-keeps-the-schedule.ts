import { capabilityOf } from '#facts';
import { DAY, HOUR, printSpan, withParticle } from '#kernel';
import { daily, every, type Fact } from '#model';
import { continuous, nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule, type Report } from '../../rule.ts';

export const rule = defineRule({
  id: 'recovery/service-keeps-the-schedule',
  severity: 'error',
  title: {
    en: 'The managed service can do the backups that are asked of it.',
    ko: '관리형 서비스가 요청한 백업을 할 수 있다.',
  },
  why: {
    en: 'A schedule or a retention the service has no setting for is silently not kept.',
    ko: '서비스에 없는 일정이나 보존 기간은 아무 말 없이 지켜지지 않는다.',
  },
  fix: {
    en: 'Use point-in-time recovery (`continuous: true`) for what is finer than the service’s own schedule, and export what must be kept longer.',
    ko: '서비스의 일정보다 촘촘한 것은 시점 복구(`continuous: true`)로, 더 오래 둘 것은 내보내기로 한다.',
  },
  examples: () => ({
    pass: [
      sketch('daily on RDS', {
        database: { managed: 'rds', backup: { full: daily('02:00', 'Asia/Seoul'), keep: '30 d' } },
      }),
    ],
    fail: [
      sketch('hourly on Cloud SQL', {
        database: { managed: 'cloud-sql', backup: { full: daily(), incremental: every('1 h') } },
      }),
      sketch('90 days on RDS', {
        database: { managed: 'rds', backup: { full: daily(), keep: '90 d' } },
      }),
    ],
  }),
  check({ facts }, report) {
    for (const managed of facts.of('managed')) {
      for (const one of [...tooOften(facts, managed), ...tooLong(facts, managed)]) report(one);
    }
  },
});

function tooOften(facts: FactBase, managed: Fact<'managed'>): readonly Report[] {
  const { subject, value } = managed;
  const hours = capabilityOf(value, 'automated-backup-interval-hours');
  const least = Number(hours?.value ?? 0) * HOUR;
  if (continuous(facts, subject)) return [];
  return facts
    .of('backup.incremental.everyMs', subject)
    .filter((gap) => gap.value < least)
    .map((gap) => ({
      path: `${subject}.backup.incremental`,
      because: [gap, managed],
      message: {
        en: `${value} makes automated backups every ${printSpan(least)}, not every ${printSpan(gap.value)}: ${nameOf(subject)} would not get them`,
        ko: `${withParticle(value, '은/는')} 자동 백업을 ${withParticle(printSpan(gap.value), '이/가')} 아니라 ${printSpan(least)}마다 한다. ${withParticle(nameOf(subject), '은/는')} 그 백업을 받지 못한다`,
      },
    }));
}

function tooLong(facts: FactBase, managed: Fact<'managed'>): readonly Report[] {
  const { subject, value } = managed;
  const days = capabilityOf(value, 'max-backup-retention-days');
  const most = Number(days?.value ?? Number.POSITIVE_INFINITY) * DAY;
  return facts
    .of('backup.keep', subject)
    .filter((keep) => keep.value > most)
    .map((keep) => ({
      path: `${subject}.backup.keep`,
      because: [keep, managed],
      message: {
        en: `${value} keeps automated backups ${printSpan(most)} at most, not ${printSpan(keep.value)}`,
        ko: `${withParticle(value, '은/는')} 자동 백업을 최대 ${printSpan(most)}까지 보관한다. 계획은 ${withParticle(printSpan(keep.value), '이다/다')}`,
      },
    }));
}

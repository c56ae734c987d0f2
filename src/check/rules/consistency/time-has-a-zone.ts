import { capabilityOf } from '#facts';
import { withParticle } from '#kernel';
import type { Fact } from '#model';
import { daily } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule, type Report } from '../../rule.ts';

const TIMES = [
  'backup.full.at',
  'backup.incremental.at',
  'backup.snapshot.at',
  'backupWindow.at',
  'maintenanceWindow.at',
  'window.at',
] as const;

export const rule = defineRule({
  id: 'consistency/time-has-a-zone',
  severity: 'error',
  title: { en: 'A time of day has a zone.', ko: '시각에는 시간대가 있다.' },
  why: {
    en: 'Managed services read UTC: two in the morning becomes late morning in Seoul, in working hours.',
    ko: '관리형 서비스는 UTC로 읽는다. 새벽 2시가 서울의 오전 11시, 근무 시간이 된다.',
  },
  fix: {
    en: "Name it: `daily('02:00', 'Asia/Seoul')`.",
    ko: "시간대를 적는다: `daily('02:00', 'Asia/Seoul')`.",
  },
  examples: () => ({
    pass: [sketch('in Seoul', { database: { backup: { full: daily('02:00', 'Asia/Seoul') } } })],
    fail: [
      sketch('two in the morning, where?', { database: { backup: { full: daily('02:00') } } }),
    ],
  }),
  check({ facts }, report) {
    for (const attribute of TIMES)
      for (const at of facts.of(attribute)) {
        const zone = attribute.replace(/at$/, 'zone') as 'backup.full.zone';
        if (!facts.first(zone, at.subject)) report(toReport(facts, at));
      }
  },
});

function toReport(facts: FactBase, at: Fact<(typeof TIMES)[number]>): Report {
  const managed = facts.first('managed', at.subject);
  const read = managed && capabilityOf(managed.value, 'window-time-zone');
  const told = read
    ? {
        en: `; ${managed.value} reads it as ${read.value}, which is ${inSeoul(at.value)} in Seoul`,
        ko: `. ${withParticle(managed.value, '은/는')} ${withParticle(String(read.value), '으로/로')} 읽으며 서울에서는 ${withParticle(String(inSeoul(at.value)), '이다/다')}`,
      }
    : { en: '', ko: '' };
  return {
    path: `${at.subject}.${at.attribute}`,
    because: read ? [at, managed] : [at],
    message: {
      en: `${at.value} for ${nameOf(at.subject)} has no time zone${told.en}`,
      ko: `${nameOf(at.subject)}의 ${at.value}에 시간대가 없다${told.ko}`,
    },
  };
}

/** UTC plus nine hours, all year. */
const inSeoul = (at: string): string => {
  const [hour = '0', minute = '00'] = at.split(':');
  return `${String((Number(hour) + 9) % 24).padStart(2, '0')}:${minute}`;
};

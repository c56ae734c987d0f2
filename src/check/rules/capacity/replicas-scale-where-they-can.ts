import { capabilityOf } from '#facts';
import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const scaling = (managed: string) =>
  sketch(`replicas that scale on ${managed}`, {
    database: { managed, readers: { count: 1, autoScale: true, maxLag: '5 s' } },
  });

export const rule = defineRule({
  id: 'capacity/replicas-scale-where-they-can',
  severity: 'error',
  title: {
    en: 'Read replicas scale by themselves only where the service does that.',
    ko: '읽기 복제본의 자동 확장은 서비스가 해 줄 때만 적는다.',
  },
  why: {
    en: 'Load grows, nobody adds a replica, and the plan says somebody does.',
    ko: '부하는 느는데 복제본을 늘리는 이는 없고, 계획에는 있다고 적혀 있다.',
  },
  fix: {
    en: 'Use a service that scales readers (Aurora), or state a fixed `readers.count`.',
    ko: '읽기 복제본을 늘려 주는 서비스(Aurora)를 쓰거나 `readers.count`를 정해 적는다.',
  },
  examples: () => ({ pass: [scaling('aurora')], fail: [scaling('rds')] }),
  check({ facts }, report) {
    for (const scale of facts.of('readers.autoScale')) {
      const managed = facts.first('managed', scale.subject);
      const able = managed && capabilityOf(managed.value, 'autoscales-read-replicas');
      if (!managed || !scale.value || able?.value !== false) continue;
      report({
        path: `${scale.subject}.readers.autoScale`,
        because: [scale, managed],
        message: {
          en: `${managed.value} adds no read replicas to ${nameOf(scale.subject)} by itself: ${able.note.en}`,
          ko: `${withParticle(managed.value, '은/는')} ${nameOf(scale.subject)}의 읽기 복제본을 스스로 늘리지 않는다: ${able.note.ko}`,
        },
      });
    }
  },
});

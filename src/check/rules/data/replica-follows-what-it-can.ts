import { capabilityOf } from '#facts';
import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const following = (managed: string, name: string) =>
  sketch(name, { database: { managed: 'rds', readers: { count: 1, managed, maxLag: '5 s' } } });

export const rule = defineRule({
  id: 'data/replica-follows-what-it-can',
  severity: 'error',
  title: {
    en: 'A managed replica follows a primary of its own service.',
    ko: '관리형 복제본은 같은 서비스의 주 인스턴스를 따른다.',
  },
  why: {
    en: 'Providers replicate within their own service; a replica of another cloud’s primary is a migration that somebody builds and runs.',
    ko: '제공자는 자기 서비스 안에서만 복제한다. 다른 클라우드를 따르는 복제본은 누군가 만들고 운영해야 하는 이전 작업이다.',
  },
  fix: {
    en: 'Place the replica on the primary’s service, or plan logical replication as a part of its own.',
    ko: '복제본을 주 인스턴스의 서비스에 두거나 논리 복제를 별도의 구성 요소로 계획한다.',
  },
  examples: () => ({
    pass: [following('rds', 'within RDS')],
    fail: [following('cloud-sql', 'from RDS to Cloud SQL')],
  }),
  check({ facts }, report) {
    for (const reader of facts.of('readers.managed')) {
      const primary = facts.of('managed', reader.subject);
      const other = primary.find((fact) => fact.value !== reader.value);
      const able = capabilityOf(reader.value, 'cross-cloud-read-replica');
      if (!other || primary.some((fact) => fact.value === reader.value) || able?.value !== false)
        continue;
      report({
        path: `${reader.subject}.readers`,
        because: [reader, other, ...facts.of('readers.follows', reader.subject)],
        message: {
          en: `${reader.value} cannot follow a primary on ${other.value} as a plain read replica of ${nameOf(reader.subject)}`,
          ko: `${withParticle(reader.value, '은/는')} ${other.value}의 주 인스턴스를 ${nameOf(reader.subject)}의 단순 읽기 복제본으로 따를 수 없다`,
        },
      });
    }
  },
});

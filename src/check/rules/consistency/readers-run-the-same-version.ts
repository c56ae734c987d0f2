import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const reading = (version: string) =>
  sketch(`primary 17.4, readers ${version}`, {
    database: { version: '17.4', readers: { count: 1, version, maxLag: '5 s' } },
  });

export const rule = defineRule({
  id: 'consistency/readers-run-the-same-version',
  severity: 'warning',
  title: {
    en: 'A primary and its readers name one version.',
    ko: '주 데이터베이스와 읽기 복제본은 같은 버전을 적는다.',
  },
  why: {
    en: 'Physical replication needs one major version, and a query that is planned differently on the reader is found on the day of the failover.',
    ko: '물리 복제에는 같은 메이저 버전이 필요하고, 복제본에서 질의 계획이 다르다는 것은 장애 조치하는 날에야 드러난다.',
  },
  fix: {
    en: 'Write the same version at both, as exactly as at the primary.',
    ko: '양쪽에 같은 버전을, 주 데이터베이스만큼 정확하게 적는다.',
  },
  examples: () => ({ pass: [reading('17.4')], fail: [reading('17'), reading('16.2')] }),
  check({ facts }, report) {
    for (const reader of facts.of('readers.version')) {
      const primary = facts.first('version', reader.subject);
      if (!primary || primary.value === reader.value) continue;
      report({
        path: `${reader.subject}.readers.version`,
        because: [reader, primary],
        message: {
          en: `${nameOf(reader.subject)} runs ${primary.value} and its readers ${reader.value}`,
          ko: `${withParticle(nameOf(reader.subject), '은/는')} ${primary.value}인데 그 읽기 복제본은 ${withParticle(reader.value, '이다/다')}`,
        },
      });
    }
  },
});

import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'security/store-is-private',
  severity: 'error',
  title: { en: 'A store is reached only by what links it.', ko: '저장소에는 연결한 것만 닿는다.' },
  why: {
    en: 'A database on the internet is found within hours and guessed at for ever.',
    ko: '인터넷에 드러난 데이터베이스는 몇 시간 안에 발견되고 끝없이 두드려진다.',
  },
  fix: { en: "Remove `reachableFrom: 'public'`.", ko: "`reachableFrom: 'public'`을 지운다." },
  examples: () => ({
    pass: [sketch('linked only', { database: { reachableFrom: 'links' } })],
    fail: [sketch('open to all', { database: { reachableFrom: 'public' } })],
  }),
  check({ facts }, report) {
    const stores = facts.subjects('kind', (kind) =>
      ['postgres', 'redis', 'model-files'].includes(kind),
    );
    for (const fact of facts.of('reachableFrom')) {
      if (fact.value !== 'public' || !stores.includes(fact.subject)) continue;
      report({
        path: `${fact.subject}.reachableFrom`,
        because: [fact],
        message: {
          en: `${nameOf(fact.subject)} is reachable from the internet`,
          ko: `${nameOf(fact.subject)}에 인터넷에서 닿을 수 있다`,
        },
      });
    }
  },
});

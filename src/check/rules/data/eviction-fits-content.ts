import { withParticle } from '#kernel';
import { link, redis, service } from '#model';
import { isStored, nameOf, partsOfKind } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { hopsFrom, hopsTo } from '../../hops.ts';
import { defineRule } from '../../rule.ts';

/** What nobody can compute again. */
const PRECIOUS = ['sessions', 'state', 'token-blacklist', 'queue'];

type Kept = ('sessions' | 'cache' | 'state')[];
const keeping = (name: string, keeps: Kept, eviction: 'with-expiry' | 'least-recent' | 'none') =>
  small(name, { roots: [service('web', { uses: [link(redis('memory', { keeps, eviction }))] })] });

export const rule = defineRule({
  id: 'data/eviction-fits-content',
  severity: 'error',
  title: {
    en: 'A full cache evicts only what can be computed again.',
    ko: '가득 찬 캐시는 다시 계산할 수 있는 것만 버린다.',
  },
  why: {
    en: 'An evicted session logs somebody out; an evicted revocation lets a stolen token back in; evicted state is gone.',
    ko: '세션이 버려지면 로그아웃되고, 토큰 철회가 버려지면 훔친 토큰이 다시 통하며, 상태는 사라진다.',
  },
  fix: {
    en: "Use `eviction: 'with-expiry'` (or 'none' for state), or keep the cache in a Redis of its own.",
    ko: "`eviction: 'with-expiry'`(상태라면 'none')를 쓰거나 캐시를 별도의 Redis에 둔다.",
  },
  examples: () => ({
    pass: [keeping('sessions that expire', ['sessions', 'cache'], 'with-expiry')],
    fail: [
      keeping('anything may go', ['sessions', 'cache'], 'least-recent'),
      keeping('the only state', ['state'], 'least-recent'),
    ],
  }),
  check({ facts }, report) {
    for (const subject of partsOfKind(facts, 'redis')) {
      const keeps = facts.of('keeps', subject);
      const all = [...new Set(keeps.flatMap((fact) => fact.value))];
      const lonely = dependants(facts, subject);
      const precious = [...all.filter((one) => PRECIOUS.includes(one)), ...lonely.words];
      const eviction = facts.first('eviction', subject);
      const cached = all.includes('cache');
      const bad = eviction ? eviction.value === 'least-recent' : cached;
      if (precious.length === 0 || !bad) continue;
      const words = eviction
        ? { en: 'and evicts any key when full', ko: '가득 차면 아무 키나 버린다' }
        : {
            en: 'beside a cache, and no eviction policy is said',
            ko: '캐시와 함께 두는데 축출 정책이 없다',
          };
      report({
        path: `${subject}.eviction`,
        because: [...keeps, ...lonely.because, ...(eviction ? [eviction] : [])],
        message: {
          en: `${nameOf(subject)} keeps ${precious.join(', ')} ${words.en}`,
          ko: `${withParticle(nameOf(subject), '은/는')} ${withParticle(precious.join(', '), '을/를')} 담는데, ${words.ko}`,
        },
      });
    }
  },
});

/** Services that remember nowhere else: what they keep here is their state. */
function dependants(facts: FactBase, cache: string) {
  const users = hopsTo(facts, cache).filter(({ from }) => !isStored(facts, from));
  const alone = users.filter(
    ({ from }) => !hopsFrom(facts, from).some((hop) => hop.to !== cache && isStored(facts, hop.to)),
  );
  const caches = facts.of('keeps', cache).length > 0;
  if (caches || alone.length === 0) return { words: [], because: [] };
  const names = [...new Set(alone.map(({ from }) => nameOf(from)))];
  const stated = alone.map(({ fact }) => fact).filter((fact) => fact.origin === 'stated');
  return { words: names.map((name) => `all that ${name} remembers`), because: stated };
}

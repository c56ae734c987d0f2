import { printSpan, withParticle } from '#kernel';
import { daily, link, postgres, service, weekly } from '#model';
import { continuous, copies, durableStores, nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { type FactBase, once } from '../../fact-base.ts';
import { hopsFrom } from '../../hops.ts';
import { defineRule } from '../../rule.ts';

const two = (name: string, second: ReturnType<typeof daily>) => {
  const rows = postgres('rows', { backup: { full: daily('02:00', 'Asia/Seoul') } });
  const files = postgres('files', { backup: { full: second } });
  return small(name, { roots: [service('shop', { uses: [link(rows), link(files)] })] });
};

export const rule = defineRule({
  id: 'recovery/one-moment',
  severity: 'error',
  title: {
    en: 'Stores that one service writes together can be restored to one moment.',
    ko: '한 서비스가 함께 쓰는 저장소는 같은 시점으로 되살릴 수 있다.',
  },
  why: {
    en: 'Rows restored from last night point at files restored from last week: the system comes back inconsistent, at the age of its oldest copy.',
    ko: '어젯밤 행이 지난주 파일을 가리킨다. 시스템은 가장 오래된 사본의 나이로, 어긋난 채 돌아온다.',
  },
  fix: {
    en: 'Copy them equally often, or archive each of them continuously.',
    ko: '같은 간격으로 복사하거나 모두 계속 보관한다.',
  },
  examples: () => ({
    pass: [two('both daily', daily('03:00', 'Asia/Seoul'))],
    fail: [two('daily and weekly', weekly('Sunday', '03:00', 'Asia/Seoul'))],
  }),
  check({ facts }, report) {
    const seen = new Set<string>();
    for (const user of facts.subjects('calls')) {
      const ages = storesOf(facts, user)
        .flatMap((subject) => copies(facts, subject)[0] ?? [])
        .sort((a, b) => b.value - a.value);
      const [oldest, newest] = [ages[0], ages.at(-1)];
      if (!oldest || !newest || oldest.value === newest.value) continue;
      const stores = ages.map((one) => one.subject).join(' ');
      if (seen.has(stores)) continue;
      seen.add(stores);
      const [far, near, gap] = [oldest.value, newest.value, oldest.value - newest.value].map(
        printSpan,
      );
      const [old, young] = [nameOf(oldest.subject), nameOf(newest.subject)];
      report({
        path: `${oldest.subject}.backup`,
        because: ages,
        message: {
          en: `${old} is copied every ${far} and ${young} every ${near}: after a restore they can be ${gap} apart, and the system is up to ${far} old`,
          ko: `${withParticle(old, '은/는')} ${far}마다, ${withParticle(young, '은/는')} ${near}마다 복사한다. 복원하면 둘이 ${gap}까지 어긋나고 시스템은 최대 ${far} 전으로 돌아간다`,
        },
      });
    }
  },
});

/** Stores that only copies at intervals protect. */
const periodic = once((facts) =>
  durableStores(facts).filter((subject) => !continuous(facts, subject)),
);

const storesOf = (facts: FactBase, user: string): readonly string[] => {
  const durable = periodic(facts);
  const called = new Set(hopsFrom(facts, user).map(({ to }) => to));
  return durable.filter((subject) => called.has(subject));
};

import { reachable, withParticle } from '#kernel';
import { cdn, claim, gateway, route, says, service } from '#model';
import { nameOf, partsOfKind } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { hopsFrom, hopsTo } from '../../hops.ts';
import { defineRule } from '../../rule.ts';

const drawn = (name: string, backwards: boolean) => {
  const edge = gateway('edge', { routes: [route('/', service('shop', {}))] });
  const front = cdn('front', { managed: 'cloudfront', origins: [edge] });
  return small(name, {
    roots: [front],
    statements: backwards ? [says('document.md:1', claim.of(edge, { calls: [front] }))] : [],
  });
};

export const rule = defineRule({
  id: 'network/origins-do-not-call-their-edge',
  severity: 'warning',
  title: {
    en: 'Traffic enters at the edge and does not come back to it.',
    ko: '트래픽은 입구로 들어오고 입구로 되돌아가지 않는다.',
  },
  why: {
    en: 'Read as a rule, the arrow opens the way out and leaves the way in shut; read as traffic, it is a loop.',
    ko: '규칙으로 읽으면 나가는 길이 열리고 들어오는 길은 닫힌다. 트래픽으로 읽으면 되돌이다.',
  },
  fix: {
    en: 'Turn the arrow round: the edge calls what stands behind it.',
    ko: '화살표를 돌린다. 입구가 뒤에 있는 것을 부른다.',
  },
  examples: () => ({ pass: [drawn('inwards', false)], fail: [drawn('both ways', true)] }),
  check({ facts }, report) {
    for (const edge of partsOfKind(facts, 'cdn')) {
      const behind = reach(facts, edge);
      for (const { from, fact } of hopsTo(facts, edge)) {
        if (!behind.has(from)) continue;
        const [caller, front] = [nameOf(from), nameOf(edge)];
        report({
          path: `${from}.calls`,
          because: [fact],
          message: {
            en: `${caller} is drawn calling ${front}, which leads to ${caller}`,
            ko: `${withParticle(caller, '이/가')} ${withParticle(front, '을/를')} 부르는 것으로 그려져 있는데, 그 ${withParticle(front, '은/는')} ${withParticle(caller, '으로/로')} 이어진다`,
          },
        });
      }
    }
  },
});

/** All that an edge leads to. */
const reach = (facts: FactBase, edge: string): ReadonlySet<string> =>
  reachable([edge], (one) => hopsFrom(facts, one).map(({ to }) => to));

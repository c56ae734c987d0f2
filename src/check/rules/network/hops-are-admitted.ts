import { withParticle } from '#kernel';
import { claim, type Fact, gateway, route, says, service } from '#model';
import { isStored, nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { hops } from '../../hops.ts';
import { defineRule } from '../../rule.ts';

const shop = (name: string, from: 'edge' | 'web') => {
  const web = service('web', {});
  const edge = gateway('edge', { routes: [route('/', web)] });
  return small(name, {
    roots: [edge],
    statements: [
      says('document.md:4', claim.of(edge, { calls: [web] })),
      says('document.md:9', claim.of(web, { admits: [{ from, port: 8000 }] })),
      says('document.md:10', claim.of(edge, { admits: [{ from: 'internet', port: 443 }] })),
    ],
  });
};

/** Words for everybody: they name no one, and another rule says so. */
const ANYBODY = ['internet', 'private', 'anywhere', 'public', '0.0.0.0/0'];
/** Reached by the provider's own means, or by everybody. */
const OPEN = ['bucket', 'model-files', 'external', 'cdn', 'warehouse', 'document-store'];

export const rule = defineRule({
  id: 'network/hops-are-admitted',
  severity: 'error',
  title: {
    en: 'Every hop that is drawn is admitted by the firewall rules.',
    ko: '그려진 호출은 모두 방화벽 규칙이 받아 준다.',
  },
  why: {
    en: 'With rules that deny by default, a hop nobody admits fails: health checks fail with it, and instances are replaced for ever.',
    ko: '기본이 거부인 규칙에서 허용되지 않은 호출은 실패한다. 헬스체크도 실패해 인스턴스가 끝없이 교체된다.',
  },
  fix: {
    en: 'Admit the caller on the port, or remove the hop. In a design, a `link` or a `route` admits by itself.',
    ko: '그 포트에 호출하는 쪽을 허용하거나 호출을 없앤다. 설계에서는 `link`와 `route`가 스스로 허용한다.',
  },
  examples: () => ({
    pass: [shop('the edge is admitted', 'edge')],
    fail: [shop('only the web itself', 'web')],
  }),
  check({ facts }, report) {
    if (facts.of('admits').length === 0) return;
    for (const { from, to, because } of needed(facts)) {
      const own = facts.of('admits', to);
      const admitted = own.flatMap((one) => one.value);
      const sources = admitted.map((one) => one.split(':')[0] ?? '');
      if (sources.some((one) => one === nameOf(from) || ANYBODY.includes(one))) continue;
      const rules = admitted.join(', ');
      report({
        path: `${to}.admits`,
        because: [...own, ...because],
        message: {
          en: `${nameOf(from)} calls ${nameOf(to)}, which admits ${rules === '' ? 'nobody: it has no rule among those listed' : `only ${rules}`}`,
          ko: `${withParticle(nameOf(from), '이/가')} ${withParticle(nameOf(to), '을/를')} 호출하는데, ${withParticle(nameOf(to), '은/는')} ${rules === '' ? '적힌 규칙 가운데 제 규칙이 없어 아무도 받지 않는다' : `${rules}만 받는다`}`,
        },
      });
    }
  },
});

/**
 * Hops that need a rule: all towards a part that a document gives rules to, and, where its rules
 * are the whole list, every hop it draws. A hop of the design alone admits itself.
 */
function needed(facts: FactBase) {
  const drawn = hops(facts).map(({ from, to, fact }) => ({ from, to, fact: fact as Fact }));
  const listed = facts.of('network.rules', 'plan').some((fact) => fact.value === 'listed');
  const allowed = facts
    .of('reaches')
    .flatMap((fact) =>
      fact.value.map((to) => ({ from: fact.subject, to: `parts.${to}`, fact: fact as Fact })),
    );
  const all = [...drawn, ...allowed].filter(({ from, to, fact }) => {
    const kind = facts.first('kind', to)?.value;
    const ruled = (listed && fact.origin === 'stated') || facts.of('admits', to).length > 0;
    return kind !== undefined && !OPEN.includes(kind) && ruled && !isStored(facts, from);
  });
  return [...Map.groupBy(all, ({ from, to }) => `${from} ${to}`).values()].flatMap((same) => {
    const stated = same.filter(({ fact }) => fact.origin === 'stated');
    const because = (stated.length > 0 ? stated : same).map(({ fact }) => fact);
    return same[0] ? [{ from: same[0].from, to: same[0].to, because }] : [];
  });
}

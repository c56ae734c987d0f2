import { withParticle } from '#kernel';
import { claim, gateway, route, says, service } from '#model';
import { hops, nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
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
const STORES = ['bucket', 'model-files', 'external', 'cdn', 'warehouse', 'document-store'];

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
  examples: {
    pass: [shop('the edge is admitted', 'edge')],
    fail: [shop('only the web itself', 'web')],
  },
  check({ facts }, report) {
    const rules = facts.of('admits');
    if (rules.length === 0) return;
    const seen = new Set<string>();
    for (const { from, to, fact } of hops(facts)) {
      const kind = facts.first('kind', to);
      const key = `${from} ${to}`;
      if (!kind || STORES.includes(kind.value) || seen.has(key)) continue;
      seen.add(key);
      const own = facts.of('admits', to);
      const admittedNames = own.flatMap((one) => one.value).map((one) => one.split(':')[0] ?? '');
      if (
        admittedNames.includes(nameOf(from)) ||
        admittedNames.some((one) => ANYBODY.includes(one))
      )
        continue;
      const drawn = facts.of('calls', from).filter((one) => one.value.includes(nameOf(to)));
      const stated = drawn.filter((one) => one.origin === 'stated');
      const admitted = own.flatMap((one) => one.value).join(', ');
      report({
        path: `${to}.admits`,
        because: [...own, ...(stated.length > 0 ? stated : [fact])],
        message: {
          en: `${nameOf(from)} calls ${nameOf(to)}, which admits ${admitted === '' ? 'nobody: it has no rule among those listed' : `only ${admitted}`}`,
          ko: `${withParticle(nameOf(from), '이/가')} ${withParticle(nameOf(to), '을/를')} 호출하는데, ${withParticle(nameOf(to), '은/는')} ${admitted === '' ? '적힌 규칙 가운데 제 규칙이 없어 아무도 받지 않는다' : `${admitted}만 받는다`}`,
        },
      });
    }
  },
});

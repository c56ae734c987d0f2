import { printSpan, withParticle } from '#kernel';
import { gateway, link, postgres, route, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { linksFrom } from '../../hops.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { isSaid, subjectsOf } from '../../said.ts';

const asked = (name: string, timeout: '2 s' | '20 s') => {
  const shop = service('shop', { uses: [link(postgres('stock', {}), { timeout })] });
  return small(name, {
    roots: [gateway('edge', { routes: [route('/', shop, { timeout: '10 s' })] })],
  });
};

export const rule = defineRule({
  id: 'network/time-outs-nest',
  severity: 'warning',
  title: {
    en: 'Whoever asks waits longer than the one who is asked.',
    ko: '묻는 쪽은 답하는 쪽보다 오래 기다린다.',
  },
  why: {
    en: 'The outer one gives up first, asks again, and the inner one still works on the question nobody waits for.',
    ko: '바깥이 먼저 포기하고 다시 묻는 동안, 안쪽은 아무도 기다리지 않는 물음에 매달려 있다.',
  },
  fix: {
    en: 'Let time-outs shrink along the way: edge, route, service, store.',
    ko: '길을 따라 제한 시간을 줄인다. 입구, 경로, 서비스, 저장소 순으로.',
  },
  examples: () => ({
    pass: [asked('two seconds inside ten', '2 s')],
    fail: [asked('twenty seconds inside ten', '20 s')],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const { outer, inner, orEqual } of nested(facts)) {
      const [wide] = facts.of('timeout', outer);
      const [narrow] = facts.of('timeout', inner);
      if (!wide || !narrow || wide.value > narrow.value) continue;
      if (orEqual && wide.value === narrow.value) continue;
      report({
        path: `${inner}.timeout`,
        because: [narrow, wide],
        message: {
          en: `${nameOf(outer)} waits ${printSpan(wide.value)}, and inside it ${nameOf(inner)} waits ${printSpan(narrow.value)}`,
          ko: `${nameOf(outer)}의 제한 시간은 ${printSpan(wide.value)}인데 그 안의 ${nameOf(inner)}에서는 ${withParticle(printSpan(narrow.value), '을/를')} 기다린다`,
        },
      });
    }
  },
});

interface Nested {
  readonly outer: string;
  readonly inner: string;
  /** At an edge both may end at once: neither asks again. */
  readonly orEqual?: boolean;
}

/** Every wait with the waits that happen within it. */
function nested(facts: FactBase): readonly Nested[] {
  const fronts = subjectsOf(facts, ['cdn']).flatMap((outer) =>
    facts
      .of('origins', outer)
      .flatMap((fact) => fact.value.map((to) => ({ outer, inner: `parts.${to}`, orEqual: true }))),
  );
  const routes = subjectsOf(facts, ['routes']);
  const edges = routes.map((inner) => {
    const gate = nameOf(inner).split('/')[0];
    return { outer: `parts.${gate}`, inner, orEqual: true };
  });
  const inside = [...routes, ...subjectsOf(facts, ['links'])].flatMap((outer) =>
    facts
      .of('to', outer)
      .flatMap((fact) => linksOf(facts, fact.value).map((inner) => ({ outer, inner }))),
  );
  return [...fronts, ...edges, ...inside];
}

/** What a service asks while its caller waits: not what it works off later. */
function linksOf(facts: FactBase, part: string): readonly string[] {
  const later = facts.of('asynchronous', `parts.${part}`).some((fact) => fact.value);
  return linksFrom(facts, `parts.${part}`)
    .filter((one) => isSaid(facts, 'timeout', one))
    .filter((one) => {
      const to = facts.first('to', one)?.value;
      return !(later && facts.first('kind', `parts.${to}`)?.value === 'external');
    });
}

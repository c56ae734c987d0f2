import type { Fact } from '#model';
import type { FactBase } from './fact-base.ts';

interface Ways {
  /** Routes and links by the part they lead to. */
  readonly to: ReadonlyMap<string, readonly string[]>;
  /** Links by the part they leave. */
  readonly from: ReadonlyMap<string, readonly string[]>;
}
const known = new WeakMap<FactBase, Ways>();

function waysOf(facts: FactBase): Ways {
  const found = known.get(facts) ?? {
    to: grouped(facts.of('to').filter(isWay), (fact) => `parts.${fact.value}`),
    from: grouped(facts.of('to').filter(isLink), ({ subject }) => `parts.${leaves(subject)}`),
  };
  known.set(facts, found);
  return found;
}

const isLink = ({ subject }: Fact): boolean => subject.startsWith('links.');
const isWay = (fact: Fact): boolean => fact.subject.startsWith('routes.') || isLink(fact);
/** 'links.shop/stock' leaves shop. */
const leaves = (link: string): string => link.slice('links.'.length).split('/')[0] ?? '';

const grouped = (facts: readonly Fact<'to'>[], by: (fact: Fact<'to'>) => string) =>
  new Map(
    [...Map.groupBy(facts, by)].map(([key, own]) => [
      key,
      [...new Set(own.map((one) => one.subject))],
    ]),
  );

/** Every route and link that leads to a part. */
export const waysTo = (facts: FactBase, part: string): readonly string[] =>
  waysOf(facts).to.get(part) ?? [];

/** Every link that leaves a part. */
export const linksFrom = (facts: FactBase, part: string): readonly string[] =>
  waysOf(facts).from.get(part) ?? [];

/** Every route that leads to a part. */
export const routesTo = (facts: FactBase, part: string): readonly string[] =>
  waysTo(facts, part).filter((one) => one.startsWith('routes.'));

/** What is answered later or goes on for long has no latency and no time-out to compare. */
const isLater = (facts: FactBase, route: string): boolean =>
  facts.of('answers', route).some((fact) => fact.value !== 'response');

/** How fast a part is promised to answer, tightest first: its routes' own, else the whole system's. */
export function latencyOf(facts: FactBase, part: string): readonly Fact<'p95' | 'latency.p95'>[] {
  const own = routesTo(facts, part)
    .filter((one) => !isLater(facts, one))
    .flatMap((one) => facts.of('p95', one));
  const found = own.length > 0 ? own : facts.of('latency.p95', 'plan');
  return [...found].sort((a, b) => a.value - b.value);
}

/** How long callers wait for a part: its routes' time-outs and those of links to it. */
export const waitsFor = (facts: FactBase, part: string): readonly Fact<'timeout'>[] =>
  waysTo(facts, part)
    .filter((one) => !isLater(facts, one))
    .flatMap((one) => facts.of('timeout', one));

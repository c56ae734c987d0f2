import type { Fact } from '#model';
import type { FactBase } from './fact-base.ts';
import { linksInto, routesInto } from './hops.ts';

const isLater = (facts: FactBase, route: string): boolean =>
  facts.of('answers', route).some((fact) => fact.value !== 'response');

/** The routes that lead to a part and answer while the caller waits. */
export const routesTo = (facts: FactBase, part: string): readonly string[] =>
  routesInto(facts, part).filter((one) => !isLater(facts, one));

/** How fast a part is promised to answer, tightest first: its routes' own, else the whole system's. */
export function latencyOf(facts: FactBase, part: string): readonly Fact<'p95' | 'latency.p95'>[] {
  const own = routesTo(facts, part).flatMap((one) => facts.of('p95', one));
  const found = own.length > 0 ? own : facts.of('latency.p95', 'plan');
  return [...found].sort((a, b) => a.value - b.value);
}

/** How long callers wait for a part: its routes' time-outs and those of links to it. */
export const waitsFor = (facts: FactBase, part: string): readonly Fact<'timeout'>[] =>
  [...routesTo(facts, part), ...linksInto(facts, part)].flatMap((one) => facts.of('timeout', one));

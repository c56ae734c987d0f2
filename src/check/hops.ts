import type { Fact } from '#model';
import { type FactBase, once } from './fact-base.ts';

/** One part calls another; both are subjects ('parts.web'). */
export interface Hop {
  readonly from: string;
  readonly to: string;
  readonly fact: Fact<'calls'>;
}

/** Every hop between parts, drawn or linked. */
export const hops: (facts: FactBase) => readonly Hop[] = once((facts) =>
  facts
    .of('calls')
    .flatMap((fact) => fact.value.map((to) => ({ from: fact.subject, to: `parts.${to}`, fact }))),
);

const byCaller = once((facts) => Map.groupBy(hops(facts), (hop) => hop.from));
const byCalled = once((facts) => Map.groupBy(hops(facts), (hop) => hop.to));

/** The hops that leave a part. */
export const hopsFrom = (facts: FactBase, subject: string): readonly Hop[] =>
  byCaller(facts).get(subject) ?? [];

/** The hops that reach a part. */
export const hopsTo = (facts: FactBase, subject: string): readonly Hop[] =>
  byCalled(facts).get(subject) ?? [];

/** Routes and links lead `to` one part. */
const byTarget = once((facts) =>
  Map.groupBy(
    facts.of('to').map((fact) => ({ subject: fact.subject, to: `parts.${fact.value}` })),
    (one) => one.to,
  ),
);
const leading = (facts: FactBase, head: string, part: string): readonly string[] =>
  [...new Set((byTarget(facts).get(part) ?? []).map(({ subject }) => subject))].filter((subject) =>
    subject.startsWith(head),
  );

/** The routes that lead to a part. */
export const routesInto = (facts: FactBase, part: string): readonly string[] =>
  leading(facts, 'routes.', part);

/** The links that lead to a part. */
export const linksInto = (facts: FactBase, part: string): readonly string[] =>
  leading(facts, 'links.', part);

const linksByOwner = once((facts) =>
  Map.groupBy(
    [...new Set(facts.of('to').map((fact) => fact.subject))].filter((one) =>
      one.startsWith('links.'),
    ),
    (one) => `parts.${one.slice('links.'.length).split('/')[0]}`,
  ),
);

/** The links that leave a part. */
export const linksFrom = (facts: FactBase, part: string): readonly string[] =>
  linksByOwner(facts).get(part) ?? [];

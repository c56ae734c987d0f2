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

import { slaOf } from '#facts';
import { same, type Text } from '#kernel';
import { type Attribute, type Fact, isStoreKind } from '#model';
import { type FactBase, once } from './fact-base.ts';

/** Stores whose content may be made again from elsewhere; a Redis may be one, when it persists. */
const VOLATILE = ['redis', 'queue', 'search'];

export const kindOf = (facts: FactBase, subject: string): string | undefined =>
  facts.first('kind', subject)?.value;

export const isStored = (facts: FactBase, subject: string): boolean =>
  facts.of('kind', subject).some((fact) => isStoreKind(fact.value));

/** A Redis that is the only place of some state must not lose it. */
const keepsState = (facts: FactBase, subject: string): boolean =>
  facts
    .of('keeps', subject)
    .some((fact) => fact.value.some((one) => one === 'state' || one === 'token-blacklist'));

export const isDurable = (facts: FactBase, subject: string): boolean =>
  facts
    .of('kind', subject)
    .some(
      (fact) =>
        isStoreKind(fact.value) && (!VOLATILE.includes(fact.value) || keepsState(facts, subject)),
    );

/** The parts that remember, in plan order. */
export const durableStores: (facts: FactBase) => readonly string[] = once((facts) =>
  facts.subjects('kind', isStoreKind).filter((subject) => isDurable(facts, subject)),
);

/** Whether every commit of a store is shipped as it happens. */
export const continuous = (facts: FactBase, subject: string): boolean =>
  facts.of('backup.continuous', subject).some((fact) => fact.value);

/** How far apart copies of a store are, closest first. */
export const copies = (
  facts: FactBase,
  subject: string,
): readonly Fact<'backup.full.everyMs' | 'backup.incremental.everyMs'>[] =>
  [
    ...facts.of('backup.full.everyMs', subject),
    ...facts.of('backup.incremental.everyMs', subject),
  ].sort((a, b) => a.value - b.value);

/** Whether anything copies a store to a point it can be brought back to. */
export const isCopied = (facts: FactBase, subject: string): boolean =>
  continuous(facts, subject) || copies(facts, subject).length > 0;

/** 'parts.articles' is called articles. */
export const nameOf = (subject: string): string => subject.slice(subject.indexOf('.') + 1);

/** The same in words: what is said of the plan is said of the whole system. */
export const wordsFor = (subject: string): Text =>
  subject === 'plan' ? { en: 'the system', ko: '시스템' } : same(nameOf(subject));

/** Parts of these kinds, in plan order. */
export const partsOfKind = (facts: FactBase, ...kinds: readonly string[]): readonly string[] =>
  facts
    .subjects('kind', (kind) => kinds.includes(kind))
    .filter((subject) => subject.startsWith('parts.'));

/** What is promised of a part: its own objective, else the plan's. */
export const goalOf = <A extends Attribute>(
  facts: FactBase,
  attribute: A,
  subject: string,
): Fact<A> | undefined => facts.first(attribute, subject) ?? facts.first(attribute, 'plan');

/** A provider's own balancer or network edge: no single machine stands there. */
export const isManagedEdge = (facts: FactBase, subject: string): boolean =>
  facts.of('managed', subject).some((fact) => slaOf(fact.value, 'multi-zone') !== undefined);

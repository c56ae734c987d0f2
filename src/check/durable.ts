import type { FactBase } from './fact-base.ts';

/** Stores whose content cannot be made again from elsewhere. A Redis is one only when it persists. */
const DURABLE = ['postgres', 'model-files'];

export const isDurable = (facts: FactBase, subject: string): boolean =>
  facts.of('kind', subject).some((fact) => DURABLE.includes(fact.value));

/** The parts that remember, in plan order. */
export const durableStores = (facts: FactBase): readonly string[] =>
  facts.subjects('kind', (kind) => DURABLE.includes(kind));

/** Whether every commit of a store is shipped as it happens. */
export const continuous = (facts: FactBase, subject: string): boolean =>
  facts.of('backup.continuous', subject).some((fact) => fact.value);

/** Whether anything copies a store. */
export const isCopied = (facts: FactBase, subject: string): boolean =>
  continuous(facts, subject) || facts.of('backup.every', subject).length > 0;

/** 'parts.articles' is called articles. */
export const nameOf = (subject: string): string =>
  subject.replace(/^(parts|routes|alerts|outside)\./, '');

import type { Fact } from '#model';
import { isStored } from './durable.ts';
import type { FactBase } from './fact-base.ts';

/** Classes of data about people. */
export const PERSONAL: readonly string[] = ['personal', 'health', 'biometric'];

export interface Holding {
  readonly subject: string;
  /** 'personal, health'. */
  readonly kinds: string;
  readonly because: readonly Fact<'holds'>[];
}

/** Every store with data about people, once, with all that says so. */
export function personalStores(facts: FactBase): readonly Holding[] {
  return facts.subjects('holds').flatMap((subject) => {
    if (!isStored(facts, subject)) return [];
    const because = facts
      .of('holds', subject)
      .filter((fact) => fact.value.some((one) => PERSONAL.includes(one)));
    const kinds = because.flatMap((fact) => fact.value).filter((one) => PERSONAL.includes(one));
    return because.length > 0 ? [{ subject, kinds: [...new Set(kinds)].join(', '), because }] : [];
  });
}

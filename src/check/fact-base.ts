import type { Attribute, Attributes, Fact } from '#model';

/** Everything known of a plan in one environment, designed and stated alike. Queries keep plan order. */
export interface FactBase {
  readonly all: readonly Fact[];
  /** Facts of an attribute, of one subject or of all. */
  of<A extends Attribute>(attribute: A, subject?: string): readonly Fact<A>[];
  /** The first such fact: the design's own when it has one. */
  first<A extends Attribute>(attribute: A, subject: string): Fact<A> | undefined;
  /** Subjects of which a fact says this attribute has a value that fits. */
  subjects<A extends Attribute>(
    attribute: A,
    fits?: (value: Attributes[A]) => boolean,
  ): readonly string[];
  /** Everything known of one subject. */
  about(subject: string): readonly Fact[];
}

/**
 * Looks facts up in constant time: a plan of ten thousand parts asks as fast as one of ten. What is
 * looked up by is ordered when it is first asked for: most attributes never are.
 */
export function toFactBase(all: readonly Fact[]): FactBase {
  const byAttribute = Map.groupBy(all, (fact) => fact.attribute);
  const bySubject = new Map<Attribute, ReadonlyMap<string, readonly Fact[]>>();
  let everything: ReadonlyMap<string, readonly Fact[]> | undefined;
  const inside = (attribute: Attribute): ReadonlyMap<string, readonly Fact[]> => {
    const known = bySubject.get(attribute);
    if (known) return known;
    const made = Map.groupBy(byAttribute.get(attribute) ?? [], (fact) => fact.subject);
    bySubject.set(attribute, made);
    return made;
  };
  const of = <A extends Attribute>(attribute: A, subject?: string): readonly Fact<A>[] =>
    (subject === undefined
      ? (byAttribute.get(attribute) ?? [])
      : (inside(attribute).get(subject) ?? [])) as readonly Fact[] as readonly Fact<A>[];
  return {
    all,
    of,
    first: (attribute, subject) => of(attribute, subject)[0],
    subjects: (attribute, fits = () => true) => [
      ...new Set(
        of(attribute)
          .filter((fact) => fits(fact.value))
          .map((fact) => fact.subject),
      ),
    ],
    about(subject) {
      everything ??= Map.groupBy(all, (fact) => fact.subject);
      return everything.get(subject) ?? [];
    },
  };
}

/** Makes something from all the facts once, however many rules and subjects ask for it. */
export function once<T>(make: (facts: FactBase) => T): (facts: FactBase) => T {
  const made = new WeakMap<FactBase, { readonly value: T }>();
  return (facts) => {
    const known = made.get(facts);
    if (known) return known.value;
    const value = make(facts);
    made.set(facts, { value });
    return value;
  };
}

import { digestOf, type Finding, toCanonical } from '#kernel';
import type { Fact } from '#model';

/**
 * What stays the same when lines move: the rule, the path and the facts that cannot all hold. Of a
 * finding without facts, its words without the line numbers in them.
 */
export function fingerprintOf(
  { code, path, message }: Pick<Finding, 'code' | 'path' | 'message'>,
  because: readonly Fact[] = [],
): string {
  const facts = because.map(({ subject, attribute, value, origin }) =>
    [subject, attribute, origin, typeof value === 'object' ? toCanonical(value) : value].join(' '),
  );
  const said =
    facts.length > 0 ? [...new Set(facts)].sort() : message.en.replace(/\bline \d+/g, 'line');
  return digestOf({ code, path, said }).slice(0, 32);
}

import { digestOf, isName } from '#kernel';

/**
 * A name as Terraform takes it. Names of parts have no two hyphens together, so parts joined by '__'
 * never meet one another; a name that is no part's keeps a digest for the same reason.
 */
export const idOf = (...names: readonly string[]): string =>
  names.map((name) => (isName(name) ? name.replaceAll('-', '_') : spelt(name))).join('__');

/** What is a number, is ours, or has other letters. */
function spelt(name: string): string {
  // Ours begin with '_', those of AWS with a capital letter: no part's does.
  if (/^(\d+|_[a-z_]+|[A-Z][A-Za-z0-9_]*)$/.test(name)) return name;
  const letters = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  return `n_${letters.slice(0, 30).replace(/_$/, '')}_${digestOf(name).slice(0, 6)}`;
}

/** Names joined by hyphens, with at most so many letters: what is cut off is kept as a digest. */
export function within(max: number, ...names: readonly string[]): string {
  const whole = names.join('-').replaceAll(/[^A-Za-z0-9_-]+/g, '-');
  if (whole.length <= max) return whole;
  return `${whole.slice(0, max - 7).replace(/-$/, '')}-${digestOf(whole).slice(0, 6)}`;
}

/** Text of the plan is text: Terraform shall not read an expression out of it. */
export const plain = (text: string): string =>
  text.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);

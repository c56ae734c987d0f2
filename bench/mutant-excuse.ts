// Mutants that say nothing false: each kind with its reason in test/mutants-equivalent.json.
import { readFileSync } from 'node:fs';
import type { Mutant } from './mutate.ts';

export interface Excuse {
  /** A plan's name, or '*'. */
  readonly plan: string;
  /** Of the mutant's path, '*' for any words. */
  readonly path: string;
  readonly operators: readonly string[];
  /** Why a change there contradicts nothing. */
  readonly reason: string;
}

const FILE = new URL('../test/mutants-equivalent.json', import.meta.url);
export const excuses = JSON.parse(readFileSync(FILE, 'utf8')) as readonly Excuse[];

type Found = Pick<Mutant, 'plan' | 'path' | 'operator'>;

/** Whether an excuse speaks of a mutant. */
export function covers(excuse: Excuse, { plan, path, operator }: Found): boolean {
  return (
    (excuse.plan === '*' || excuse.plan === plan) &&
    excuse.operators.includes(operator) &&
    patternOf(excuse.path).test(path)
  );
}

export const excuseOf = (found: Found): Excuse | undefined =>
  excuses.find((excuse) => covers(excuse, found));

const patterns = new Map<string, RegExp>();
function patternOf(path: string): RegExp {
  const known = patterns.get(path);
  if (known) return known;
  const words = path.split('*').map((part) => part.replace(/[.[\]/()+?^$|\\]/g, '\\$&'));
  const made = new RegExp(`^${words.join('.*')}$`);
  patterns.set(path, made);
  return made;
}

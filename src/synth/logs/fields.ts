import { isStore, type ResolvedPlan, type ResolvedStore } from '#model';
import { byName } from '../observe/place.ts';

/**
 * Fields that name a person. They are taken out, not hashed: a hash without a key is found again by
 * hashing every address there is, and a key has no place in a file. What services write as a pseudonym
 * of their own stays.
 */
export const NAMING: readonly string[] = [
  'address',
  'birthday',
  'client_ip',
  'email',
  'first_name',
  'full_name',
  'ip',
  'last_name',
  'phone',
  'remote_addr',
  'user_agent',
  'user_email',
  'user_name',
  'username',
];

/** Lines must not undo what a store of the plan keeps under pseudonyms: the first such store by name. */
export const pseudonymisedStore = ({ parts }: ResolvedPlan): ResolvedStore | undefined =>
  byName(parts.filter(isStore)).find(({ pseudonymised }) => pseudonymised === true);

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/** Levels below the one that is kept. */
export function droppedLevels({ policy }: ResolvedPlan): readonly string[] {
  const { level, format } = policy.logs ?? {};
  if (level === undefined || format === 'text') return [];
  return LEVELS.slice(0, LEVELS.indexOf(level));
}

/** One stream for an environment: what may be read and how long it is kept is decided by it. */
export const streamOf = ({ name, environment }: ResolvedPlan): string =>
  `logs-${name}-${environment.name}`;

import type { Place } from '#kernel';
import type { Attribute, Fact, Origin } from './fact.ts';
import { isPlain } from './shape.ts';

type Told = Pick<Fact, 'subject' | 'at' | 'origin'> & { readonly document?: string };

/** Every value below an object as a fact, named by its path. Unknown values become no fact. */
export function flatten(told: Told, value: object, prefix = ''): readonly Fact[] {
  return Object.entries(value).flatMap(([key, member]) =>
    (key === 'name' && prefix !== 'image.') || isPlace(key, member) || member === undefined
      ? []
      : step(told, key, member, prefix),
  );
}

/** The line something was made on is no value of it; a time of day is. */
const isPlace = (key: string, member: unknown): boolean => key === 'at' && isPlain(member);

function step(told: Told, key: string, member: unknown, prefix: string): readonly Fact[] {
  const inside = key === 'objective' ? prefix : `${prefix}${key}.`;
  if (isPlain(member)) return flatten(told, member, inside);
  if (Array.isArray(member) && member.some(isPlain))
    return member.filter(isPlain).flatMap((one) => flatten(told, one, inside));
  return [{ ...told, attribute: `${prefix}${key}` as Attribute, value: member } as Fact];
}

/** The same, for what the design says on one line. */
export const designed = (
  subject: string,
  at: Place,
  value: object,
  origin: Origin = 'designed',
): readonly Fact[] => flatten({ subject, at, origin }, value);

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Side } from './table.ts';

/** Where an identity stands in one rollout: uniform on [0, 1), the same for the same salt. */
export function standing(salt: string, identity: string): number {
  const digest = createHmac('sha256', keyOf(salt)).update(identity).digest();
  // 52 bits fit a double exactly: 48 bits, and the upper half of the seventh byte.
  return (digest.readUIntBE(0, 6) * 16 + (digest.readUInt8(6) >> 4)) / 2 ** 52;
}

/** The side of a unit that stands at `u` when the candidate takes `weight` percent. */
export const sideAt = (u: number, weight: number): Side =>
  u < weight / 100 ? 'candidate' : 'stable';

const keys = new Map<string, KeyObject>();
const MOST_KEYS = 64;

/** Making the key costs more than using it. */
function keyOf(salt: string): KeyObject {
  const known = keys.get(salt);
  if (known) return known;
  if (keys.size >= MOST_KEYS) keys.clear();
  const key = createSecretKey(salt, 'utf8');
  keys.set(salt, key);
  return key;
}

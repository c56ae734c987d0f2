import { createHmac } from 'node:crypto';
import type { Side } from './table.ts';

/** Where an identity stands in one rollout: uniform on [0, 1), the same for the same salt. */
export function standing(salt: string, identity: string): number {
  const digest = createHmac('sha256', salt).update(identity).digest();
  // 52 bits fit a double exactly: 48 bits, and the upper half of the seventh byte.
  return (digest.readUIntBE(0, 6) * 16 + (digest.readUInt8(6) >> 4)) / 2 ** 52;
}

/** The side of a unit that stands at `u` when the candidate takes `weight` percent. */
export const sideAt = (u: number, weight: number): Side =>
  u < weight / 100 ? 'candidate' : 'stable';

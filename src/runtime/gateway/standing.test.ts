import { expect, it } from 'vitest';
import { Standing } from './standing.ts';

const MOST = 5;
/** Fails until it is passed over, and answers for how long. */
function failUntilOut(standing: Standing): { failures: number; ms: number } {
  let failures = 1;
  while (!standing.failed(MOST)) failures += 1;
  return { failures, ms: standing.eject(MOST) };
}

it('is passed over after five failures in a row and not before', () => {
  const standing = new Standing();
  for (let turn = 0; turn < 4; turn += 1) expect(standing.failed(MOST)).toBe(false);
  standing.well();
  for (let turn = 0; turn < 4; turn += 1) expect(standing.failed(MOST)).toBe(false);
  expect(standing.failed(MOST)).toBe(true);
});

it('is passed over again at its next failure, for twice as long, up to half a minute', () => {
  const standing = new Standing();
  const outs = Array.from({ length: 7 }, () => failUntilOut(standing));
  expect(outs.map(({ failures }) => failures)).toEqual([5, 1, 1, 1, 1, 1, 1]);
  expect(outs.map(({ ms }) => ms)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

it('is forgiven after five good answers in a row', () => {
  const standing = new Standing();
  failUntilOut(standing);
  for (let turn = 0; turn < 4; turn += 1) standing.well();
  expect(failUntilOut(standing)).toEqual({ failures: 5, ms: 2_000 });
  for (let turn = 0; turn < 5; turn += 1) standing.well();
  expect(failUntilOut(standing)).toEqual({ failures: 5, ms: 1_000 });
});

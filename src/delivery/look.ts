import { judgedSteps, type Measured } from './measure.ts';
import type { Look, Phase, Rollout } from './rollout.ts';

/** A story of more looks is no longer read by anyone; turns of the story are kept even past it. */
export const MOST_LOOKS = 2_000;

/**
 * True when a look tells something that the last kept one did not: another verdict, step or phase, or
 * counts that grew. Growth is measured in proportion (units by 1/128, bad units by 1/32, at least
 * one), so that the early looks, on which everything hangs, are all kept, and ten million units still
 * fit: 128 · (1 + ln(10^7/128)) is below 1,600.
 */
export function isWorthKeeping(rollout: Rollout, look: Look, next: Phase): boolean {
  const last = rollout.look;
  if (!last || next !== rollout.phase) return true;
  if (last.verdict !== look.verdict || last.step !== look.step) return true;
  if (rollout.looks >= MOST_LOOKS) return false;
  const [before, now] = [sizeOf(last.evidence?.measured), sizeOf(look.evidence?.measured)];
  return hasGrown(before.units, now.units, 128) || hasGrown(before.bad, now.bad, 32);
}

const hasGrown = (before: number, now: number, parts: number): boolean =>
  now - before >= Math.max(1, before / parts);

function sizeOf(measured: Measured | undefined): { units: number; bad: number } {
  const sides = measured
    ? judgedSteps(measured).flatMap(({ stable, candidate }) => [stable, candidate])
    : [];
  return {
    units: sides.reduce((sum, side) => sum + side.units, 0),
    bad: sides.flatMap((side) => Object.values(side.bad)).reduce((sum, bad) => sum + bad, 0),
  };
}

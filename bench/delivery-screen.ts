import type { Step } from './delivery-books.ts';

/** ln 100 and ln 1000: what evidence and checks have to reach at the very least. */
const HARM = Math.log(100);
const CHECK = Math.log(1_000);
/** The least that a control may be allowed; 5 %. */
const ALLOWED = 0.05;

/**
 * False when no verdict on these counts can end a rollout. A mixture of likelihood ratios never exceeds
 * the largest of them, which is n·KL(seen ‖ expected); so where that is short of every limit, asking
 * the judge would cost a thousand times as much and change nothing. E and the control rise with bad
 * units alone, so they are asked again only after one. A test compares both ways.
 */
export function openScreen(
  ids: readonly string[],
): (steps: readonly Step[], current: Step) => boolean {
  let known = 0;
  return (steps, current) => {
    const bad = badIn(steps, ids);
    const isNew = bad > known;
    known = bad;
    if (isSplitWrong(steps) || ids.some((id) => isGuarded(steps, id))) return true;
    return isNew && ids.some((id) => isHarmful(steps, id) || isSick(current, id));
  };
}

function badIn(steps: readonly Step[], ids: readonly string[]): number {
  let bad = 0;
  for (const { stable, candidate } of steps)
    for (const id of ids)
      bad += (stable.bad[id] ?? 0) + (candidate.bad[id] ?? 0) + (stable.maturedBad[id] ?? 0);
  return bad;
}

function isSplitWrong(steps: readonly Step[]): boolean {
  let split = 0;
  for (const { weight, stable, candidate } of steps)
    split += surprise(candidate.units, stable.units + candidate.units, weight / 100);
  return split >= CHECK;
}

function isHarmful(steps: readonly Step[], id: string): boolean {
  let harm = 0;
  for (const { weight, stable, candidate } of steps) {
    const bad = candidate.bad[id] ?? 0;
    const all = bad + (stable.bad[id] ?? 0);
    if (bad * 100 > all * weight) harm += surprise(bad, all, weight / 100);
  }
  return harm >= HARM;
}

function isSick({ stable }: Step, id: string): boolean {
  const bad = stable.maturedBad[id] ?? 0;
  return (
    bad > ALLOWED * stable.maturedUnits && surprise(bad, stable.maturedUnits, ALLOWED) >= CHECK
  );
}

function isGuarded(steps: readonly Step[], id: string): boolean {
  let [units, bad] = [0, 0];
  for (const { candidate } of steps) {
    units += candidate.units;
    bad += candidate.bad[id] ?? 0;
  }
  return units >= 5 && bad >= units;
}

/** n·KL(k/n ‖ p): ln of the largest likelihood ratio against p. */
function surprise(k: number, n: number, p: number): number {
  const rest = n - k;
  return (
    (k > 0 ? k * Math.log(k / (n * p)) : 0) + (rest > 0 ? rest * Math.log(rest / (n * (1 - p))) : 0)
  );
}

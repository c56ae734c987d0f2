/** The value below which `share` of the values lie; NaN for none. */
export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[
    Math.min(values.length - 1, Math.floor(share * values.length))
  ] ?? Number.NaN;

/** The one-sided upper Clopper-Pearson limit: the p at which so few events have chance 1 − level. */
export function clopperPearson(events: number, runs: number, level: number): number {
  let [low, high] = [events / runs, 1];
  for (let turn = 0; turn < 60; turn += 1) {
    const p = (low + high) / 2;
    if (chanceOfAtMost(events, runs, p) > 1 - level) low = p;
    else high = p;
  }
  return high;
}

function chanceOfAtMost(events: number, runs: number, p: number): number {
  let log = runs * Math.log1p(-p);
  let sum = Math.exp(log);
  for (let count = 1; count <= events; count += 1) {
    log += Math.log((runs - count + 1) / count) + Math.log(p) - Math.log1p(-p);
    sum += Math.exp(log);
  }
  return sum;
}

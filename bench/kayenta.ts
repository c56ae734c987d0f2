// Kayenta's default judge, re-implemented from its documentation and from the textbook test it names.

/** Of the estimate; fixed in the judge, as the level of 98 % is, and no part of its configuration. */
const TOLERANCE = 0.25;
/** The quantile of the standard normal at 1 − (1 − 0.98)/2. */
const QUANTILE = 2.3263478740408408;
/** Score below which a run fails, in the documentation's examples. */
const MARGINAL = 75;

export type Classification = 'pass' | 'high' | 'low' | 'nodata';

export interface Comparison {
  readonly lower: number;
  readonly upper: number;
  /** Hodges and Lehmann's estimate of the shift. */
  readonly estimate: number;
  readonly classification: Classification;
}

export interface Metric {
  readonly group: string;
  readonly experiment: readonly number[];
  readonly control: readonly number[];
  /** What a rise or a fall means; errors are only bad when they rise. */
  readonly direction?: 'increase' | 'either';
}

/**
 * One metric. NaN points are removed first (the default). `high` when the whole interval of the shift
 * lies above a quarter of its estimate. Series that are equal as sets of values pass without a test.
 */
export function classify({ direction = 'increase', ...metric }: Metric): Comparison {
  const [experiment, control] = [metric.experiment, metric.control].map((values) =>
    values.filter((value) => !Number.isNaN(value)),
  ) as [number[], number[]];
  const none = { lower: Number.NaN, upper: Number.NaN, estimate: Number.NaN };
  if (experiment.length === 0 || control.length === 0) return { ...none, classification: 'nodata' };
  if (areSame(experiment, control)) return { ...none, classification: 'pass' };
  const shift = shiftOf(experiment, control);
  const bound = TOLERANCE * Math.abs(shift.estimate);
  if (shift.lower > bound) return { ...shift, classification: 'high' };
  if (direction === 'either' && shift.upper < -bound) return { ...shift, classification: 'low' };
  return { ...shift, classification: 'pass' };
}

function areSame(a: readonly number[], b: readonly number[]): boolean {
  const [first, second] = [a, b].map((values) => [...values].sort((x, y) => x - y)) as [
    number[],
    number[],
  ];
  return first.length === second.length && first.every((value, index) => value === second[index]);
}

/**
 * The shifts that the Mann–Whitney test does not reject, by the normal approximation with continuity
 * and tie corrections: the statistic falls as the shift grows, and each end is where it crosses a
 * quantile.
 */
export function shiftOf(
  experiment: readonly number[],
  control: readonly number[],
): Omit<Comparison, 'classification'> {
  const [x, y] = [Float64Array.from(experiment).sort(), Float64Array.from(control).sort()];
  const least = (x[0] ?? 0) - (y.at(-1) ?? 0);
  const most = (x.at(-1) ?? 0) - (y[0] ?? 0);
  const root = (quantile: number): number => {
    if (statistic(x, y, least) <= quantile) return least;
    if (statistic(x, y, most) >= quantile) return most;
    return snapped(
      x,
      y,
      crossing((shift) => statistic(x, y, shift) - quantile, least, most),
    );
  };
  return { lower: root(QUANTILE), upper: root(-QUANTILE), estimate: root(0) };
}

/** The bracket in which a falling step function changes its sign. */
function crossing(f: (shift: number) => number, from: number, to: number): [number, number] {
  let [above, below] = [from, to];
  for (let turn = 0; turn < 40; turn += 1) {
    const middle = (above + below) / 2;
    if (f(middle) > 0) above = middle;
    else below = middle;
  }
  return [above, below];
}

/**
 * The statistic jumps at differences of an x and a y and nowhere else, so a jump in the bracket is such
 * a difference, exactly. Sparse series cross everything at 0, and a 0 that is off by a rounding error
 * would be called a rise.
 */
function snapped(x: Float64Array, y: Float64Array, [from, to]: [number, number]): number {
  const slack = 1e-9 * Math.max(1e-3, Math.abs(from), Math.abs(to));
  for (const a of x)
    for (const b of y) if (a - b >= from - slack && a - b <= to + slack) return a - b;
  return (from + to) / 2;
}

/** The corrected z of the rank sum of x − shift against y, both sorted; 0 when every value is tied. */
function statistic(x: Float64Array, y: Float64Array, shift: number): number {
  const [m, n] = [x.length, y.length];
  let [i, j, rankSum, ties] = [0, 0, 0, 0];
  while (i < m || j < n) {
    const value = Math.min((x[i] ?? Infinity) - shift, y[j] ?? Infinity);
    const [ofX, ofY] = [run(x, i, value, shift), run(y, j, value, 0)];
    const tied = ofX + ofY;
    rankSum += ofX * (i + j + (tied + 1) / 2);
    ties += tied ** 3 - tied;
    i += ofX;
    j += ofY;
  }
  const z = rankSum - (m * (m + 1)) / 2 - (m * n) / 2;
  const total = m + n;
  const variance = ((m * n) / 12) * (total + 1 - ties / (total * (total - 1)));
  return variance <= 0 ? 0 : (z - Math.sign(z) / 2) / Math.sqrt(variance);
}

/** How many values of a sorted list, from an index on, are `value` once shifted. */
function run(sorted: Float64Array, from: number, value: number, shift: number): number {
  let to = from;
  while (to < sorted.length && (sorted[to] ?? 0) - shift === value) to += 1;
  return to - from;
}

/**
 * A run: each group scores the share of its metrics that pass, groups weigh what the configuration says
 * (an equal share where it says nothing), and a summary below the marginal threshold fails. Half of the
 * metrics without data fail it too.
 */
export function mannWhitneyJudge(
  metrics: readonly Metric[],
  weights: Readonly<Record<string, number>> = {},
): { readonly score: number; readonly passes: boolean } {
  const classified = metrics.map((metric) => ({
    group: metric.group,
    is: classify(metric).classification,
  }));
  const missing = classified.filter(({ is }) => is === 'nodata').length;
  if (2 * missing >= classified.length) return { score: 0, passes: false };
  const groups = [...new Set(classified.map(({ group }) => group))];
  const said = groups.reduce((sum, group) => sum + (weights[group] ?? 0), 0);
  const unsaid = groups.filter((group) => weights[group] === undefined).length;
  const score = groups.reduce((sum, name) => {
    const judged = classified.filter(({ group, is }) => group === name && is !== 'nodata');
    const passed = judged.filter(({ is }) => is === 'pass').length;
    const own = judged.length === 0 ? 100 : (100 * passed) / judged.length;
    return sum + (own * (weights[name] ?? (100 - said) / unsaid)) / 100;
  }, 0);
  return { score, passes: score >= MARGINAL };
}

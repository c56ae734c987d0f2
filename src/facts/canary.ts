import type { Text } from '#kernel';
import { type Origin, once, originOf, tableOf } from './table.ts';
import table from './tables/canary-shapes.json' with { type: 'json' };

/** rolling replaces instances and shifts no weights; any-steps takes any list of weights. */
export type Shape = 'all-at-once' | 'two-increments' | 'equal-increments' | 'any-steps' | 'rolling';

export interface CanaryShape extends Origin {
  readonly shapes: readonly Shape[];
  /** Whether the deployer stops or takes back by itself on a metric or an alarm. */
  readonly judges: boolean;
  readonly note: Text;
}

interface Row extends Text {
  readonly deployer: string;
  readonly shapes: readonly Shape[];
  readonly judges: boolean;
}

const byName = once(() => new Map(tableOf<Row>(table)().map((row) => [row.deployer, row])));

/** What a deployer can do by itself: codedeploy, codedeploy-canary, codedeploy-linear, ecs, argo-rollouts … */
export function canaryShapeOf(deployer: string): CanaryShape | undefined {
  const row = byName().get(deployer);
  if (!row) return undefined;
  const { shapes, judges, en, ko } = row;
  return { shapes, judges, note: { en, ko }, ...originOf(row) };
}

/**
 * Whether a deployer can shift by these percentages ([10, 50, 100]; a missing 100 is added). Undefined for a
 * deployer no table knows.
 */
export function fitsCanary(deployer: string, weights: readonly number[]): boolean | undefined {
  const can = canaryShapeOf(deployer)?.shapes;
  if (!can) return undefined;
  const steps = weights.at(-1) === 100 ? weights : [...weights, 100];
  return can.some((shape) => fits(shape, steps));
}

function fits(shape: Shape, steps: readonly number[]): boolean {
  if (shape === 'any-steps') return true;
  if (shape === 'rolling') return false;
  if (shape === 'all-at-once') return steps.length === 1;
  if (shape === 'two-increments') return steps.length === 2;
  const sizes = steps.map((weight, at) => weight - (steps[at - 1] ?? 0));
  const [first = 0] = sizes;
  // The last increment is what is left: 30, 60, 90, 100.
  return sizes.every((size, at) => size === first || (at === sizes.length - 1 && size < first));
}

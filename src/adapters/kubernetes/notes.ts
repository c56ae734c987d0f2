/**
 * What is kept on the traffic rule, so that a controller that comes anew goes on from it: written
 * with the weights in one write, hence never at odds with them.
 */
export interface Notes {
  /** The release in force. */
  readonly stable?: string;
  /** The one before it, which stands at 0 instances. */
  readonly previous?: string;
  /** The rollout that is counted, and its weights between 1 and 99 in their order. */
  readonly rollout?: string;
  readonly steps: readonly Step[];
}

/** Times in which one weight stood, in milliseconds since the epoch. */
export interface Step {
  readonly weight: number;
  /** Absent until the gateways were seen to follow. */
  readonly from?: number;
  /** Absent while it stands. */
  readonly to?: number;
}

const STABLE = 'hanok.dev/stable';
const PREVIOUS = 'hanok.dev/previous';
const ROLLOUT = 'hanok.dev/rollout';
const STEPS = 'hanok.dev/steps';

export function readNotes(annotations: Readonly<Record<string, string>> = {}): Notes {
  const { [STABLE]: stable, [PREVIOUS]: previous, [ROLLOUT]: rollout } = annotations;
  return {
    ...(stable !== undefined && { stable }),
    ...(previous !== undefined && { previous }),
    ...(rollout !== undefined && { rollout }),
    steps: readSteps(annotations[STEPS]),
  };
}

export function printNotes({ stable, previous, rollout, steps }: Notes): Record<string, string> {
  return {
    ...(stable !== undefined && { [STABLE]: stable }),
    ...(previous !== undefined && { [PREVIOUS]: previous }),
    ...(rollout !== undefined && { [ROLLOUT]: rollout }),
    ...(steps.length > 0 && { [STEPS]: JSON.stringify(steps) }),
  };
}

/** Steps that nobody can read are no steps: what was counted before is then left out, never guessed. */
function readSteps(words: string | undefined): readonly Step[] {
  try {
    const value: unknown = JSON.parse(words ?? '[]');
    return Array.isArray(value) && value.every(isStep) ? value : [];
  } catch {
    return [];
  }
}

const isStep = (value: unknown): value is Step =>
  typeof value === 'object' && value !== null && Number.isInteger((value as Step).weight);

/** The steps once `weight` stands; one that was never followed is forgotten. */
export function stepTo(steps: readonly Step[], weight: number, now: number): readonly Step[] {
  const last = steps.at(-1);
  if (last?.weight === weight && last.to === undefined) return steps;
  const closed = steps.flatMap((step) => {
    if (step.to !== undefined) return [step];
    return step.from === undefined || step.from >= now ? [] : [{ ...step, to: now }];
  });
  return weight > 0 && weight < 100 ? [...closed, { weight }] : closed;
}

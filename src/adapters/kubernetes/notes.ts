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
  /** What the rollout's smoke requests were answered: asked once, whoever comes after. */
  readonly smoke?: SmokeAnswer;
  /** The release that requests with the header `canary: true` are led to. */
  readonly override?: string;
}

export type SmokeAnswer = 'passed' | { readonly failed: string };

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
const SMOKE = 'hanok.dev/smoke';
const OVERRIDE = 'hanok.dev/override';

export function readNotes(annotations: Readonly<Record<string, string>> = {}): Notes {
  const { [STABLE]: stable, [PREVIOUS]: previous, [ROLLOUT]: rollout } = annotations;
  const smoke = readSmoke(annotations[SMOKE]);
  const override = annotations[OVERRIDE];
  return {
    ...(stable !== undefined && { stable }),
    ...(previous !== undefined && { previous }),
    ...(rollout !== undefined && { rollout }),
    steps: readSteps(annotations[STEPS]),
    ...(smoke !== undefined && { smoke }),
    ...(override !== undefined && { override }),
  };
}

export function printNotes({
  stable,
  previous,
  rollout,
  steps,
  smoke,
  override,
}: Notes): Record<string, string> {
  return {
    ...(stable !== undefined && { [STABLE]: stable }),
    ...(previous !== undefined && { [PREVIOUS]: previous }),
    ...(rollout !== undefined && { [ROLLOUT]: rollout }),
    ...(steps.length > 0 && { [STEPS]: JSON.stringify(steps) }),
    ...(smoke !== undefined && { [SMOKE]: JSON.stringify(smoke) }),
    ...(override !== undefined && { [OVERRIDE]: override }),
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

/** An answer that nobody can read was not given: the requests are sent again. */
function readSmoke(words: string | undefined): SmokeAnswer | undefined {
  try {
    const value: unknown = JSON.parse(words ?? 'null');
    if (value === 'passed') return value;
    const { failed } = (value ?? {}) as { failed?: unknown };
    return typeof failed === 'string' ? { failed } : undefined;
  } catch {
    return undefined;
  }
}

/** What of the notes belongs to this rollout; those of a former one are forgotten. */
export const notesFor = (notes: Notes, rollout: string): Notes => {
  if (notes.rollout === rollout) return notes;
  const { smoke: _, override: __, rollout: ___, ...kept } = notes;
  return { ...kept, steps: [] };
};

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

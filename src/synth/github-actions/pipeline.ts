import type { ResolvedPolicy } from '#model';
import { type Source, sourceOfPart } from '../source.ts';
import { cannotSay, isMissing, type SynthContext } from '../target.ts';

export type Pipeline = NonNullable<ResolvedPolicy['pipeline']>;
export type Step = NonNullable<Pipeline['stages']>[number];
export type Event = NonNullable<Step['on']>[number];

/** A stage as a job: what it waits for, and when it runs. */
export interface Task {
  readonly stage: Step;
  readonly source: Source;
  /** Names of jobs, sorted. */
  readonly needs: readonly string[];
  readonly events: ReadonlySet<Event>;
  /** People who must agree before it starts: its own, or those of the approval it follows. */
  readonly approval: number;
}

/** The plan's stages as jobs, what is waited for first, then by name: never by order of declaration. */
export function tasksOf(context: SynthContext): readonly Task[] {
  const stages = context.plan.policy.pipeline?.stages ?? [];
  const known = new Map(stages.map((one) => [one.name, one]));
  const events = eventsOf(context, stages, known);
  const jobs = stages.filter((one) => one.does !== 'rollback' && !isFolded(one, stages));
  for (const one of stages) refuseUnknown(context, one, known);
  const tasks = jobs.map((one): Task => {
    const before = (one.after ?? []).flatMap((name) => known.get(name) ?? []);
    const folded = before.filter((prior) => isFolded(prior, stages));
    const approvals = [one, ...folded].map(({ approval }) => approval ?? 0);
    return {
      stage: one,
      source: sourceOfStage(one),
      needs: [...new Set(before.flatMap((prior) => jobsBehind(prior, stages, known)))].sort(),
      events: events.get(one.name) ?? new Set(),
      approval: Math.max(...approvals),
    };
  });
  return byNeed(tasks);
}

export const sourceOfStage = (one: Step): Source => sourceOfPart(one, 'pipeline.stages');

/** An approval is the gate of the environment that is deployed to next, not a job before it. */
const isFolded = (one: Step, stages: readonly Step[]): boolean =>
  one.does === 'approve' &&
  stages.some(
    ({ does, to, after }) => does === 'deploy' && to === one.to && after?.includes(one.name),
  );

function jobsBehind(
  one: Step,
  stages: readonly Step[],
  known: ReadonlyMap<string, Step>,
): readonly string[] {
  if (one.does === 'rollback') return [];
  if (!isFolded(one, stages)) return [one.name];
  return (one.after ?? []).flatMap((name) => {
    const prior = known.get(name);
    return prior ? jobsBehind(prior, stages, known) : [];
  });
}

/** When each stage runs. What a stage waits for runs whenever it does, or it would wait for ever. */
function eventsOf(
  context: SynthContext,
  stages: readonly Step[],
  known: ReadonlyMap<string, Step>,
): ReadonlyMap<string, Set<Event>> {
  const found = new Map<string, Set<Event>>();
  const eventsFor = (one: Step): Set<Event> => {
    const before = found.get(one.name);
    if (before) return before;
    found.set(one.name, new Set());
    const own = new Set(one.on ?? inherited(one));
    found.set(one.name, own);
    return own;
  };
  const inherited = (one: Step): readonly Event[] => {
    const prior = (one.after ?? []).flatMap((name) => known.get(name) ?? []).map(eventsFor);
    const [first, ...rest] = prior;
    if (first) return [...first].filter((event) => rest.every((other) => other.has(event)));
    isMissing(
      context,
      'github-actions',
      sourceOfStage(one),
      {
        en: `nothing says when ${one.name} runs: it is written for the main branch`,
        ko: `${one.name} 단계를 언제 돌릴지 적혀 있지 않아 main 브랜치에 두었다`,
      },
      { en: "Say it: `on: ['main']`.", ko: "`on: ['main']`처럼 적는다." },
    );
    return ['main'];
  };
  for (const one of stages) eventsFor(one);
  const spread = (one: Step, event: Event, seen: Set<string>): void => {
    if (seen.has(one.name)) return;
    seen.add(one.name);
    found.get(one.name)?.add(event);
    for (const name of one.after ?? []) {
      const prior = known.get(name);
      if (prior) spread(prior, event, seen);
    }
  };
  for (const one of stages)
    for (const event of [...(found.get(one.name) ?? [])]) spread(one, event, new Set());
  return found;
}

function refuseUnknown(context: SynthContext, one: Step, known: ReadonlyMap<string, Step>): void {
  for (const name of one.after ?? [])
    if (!known.has(name))
      cannotSay(context, 'github-actions', sourceOfStage(one), {
        en: `${one.name} comes after ${name}, and there is no such stage`,
        ko: `${one.name} 단계가 기다리는 ${name} 단계가 없다`,
      });
}

function byNeed(tasks: readonly Task[]): readonly Task[] {
  const byName = new Map(tasks.map((task) => [task.stage.name, task]));
  const depths = new Map<string, number>();
  const depthOf = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    depths.set(name, 0);
    const depth = Math.max(-1, ...(byName.get(name)?.needs ?? []).map(depthOf)) + 1;
    depths.set(name, depth);
    return depth;
  };
  return [...tasks].sort(
    (a, b) =>
      depthOf(a.stage.name) - depthOf(b.stage.name) || (a.stage.name < b.stage.name ? -1 : 1),
  );
}

import { type Finding, printPlace, sortFindings } from '#kernel';
import type { ResolvedPlan } from '#model';
import { type PrintedFile, printFile, printWithSources, type SynthFile } from './file.ts';
import type { Lock } from './lock.ts';
import { applyPatches, strayPatches } from './patch.ts';
import type { SynthContext, Target } from './target.ts';
import { PlanView } from './view.ts';

export interface SynthInput {
  /** The environments, in the plan's order. */
  readonly plans: readonly ResolvedPlan[];
  readonly targets: readonly Target[];
  readonly lock: Lock;
  /** Every environment and target of the plan: a patch for none of their folders is for nothing. */
  readonly isWhole?: boolean;
  /** The plan's folder: no path of this machine leaves it. */
  readonly folder: string;
}

/** A file with its place below the output folder. */
export interface PlacedFile {
  readonly path: string;
  readonly target: string;
  /** Undefined for what belongs to the plan as a whole. */
  readonly environment: string | undefined;
  readonly text: () => string;
  /** The text with the plan line behind each line. */
  readonly withSources: () => PrintedFile;
}

export interface Synthesis {
  /** By path. */
  readonly files: readonly PlacedFile[];
  readonly findings: readonly Finding[];
}

/** The same as text alone. */
export interface WrittenDown {
  /** Path to text, in the order in which they were made. */
  readonly texts: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** Files of every environment and target. Pure: the same plan gives the same bytes. */
export function synthesise(input: SynthInput): Synthesis {
  const files = new Map<string, PlacedFile>();
  const findings = eachFile(input, (file) => files.set(file.path, file));
  return { files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), findings };
}

/** The text of every file, held in memory one file's tree at a time. */
export function writeDown(input: SynthInput): WrittenDown {
  const texts = new Map<string, string>();
  const findings = eachFile(input, (file) => texts.set(file.path, file.text()));
  return { texts, findings };
}

/** Hands every file on as soon as it is made; answers with what was found, sorted. */
function eachFile(input: SynthInput, take: (file: PlacedFile) => void): readonly Finding[] {
  const findings: Finding[] = [];
  const contexts = input.plans.map((plan): SynthContext => {
    const report = (finding: Finding): void => void findings.push(finding);
    return { plan, view: new PlanView(plan), lock: input.lock, report };
  });
  const taken = new Set<string>();
  if (input.isWhole) findings.push(...stray(input));
  for (const target of input.targets)
    for (const file of renderTarget(target, contexts, input)) {
      if (taken.has(file.path)) throw new Error(`two files at ${file.path}`);
      taken.add(file.path);
      take(file);
    }
  return sortFindings(unique(findings));
}

function stray({ plans, targets }: SynthInput): readonly Finding[] {
  const prefixes = targets.flatMap((target) =>
    target.scope === 'environment'
      ? plans.filter(target.appliesTo).map((plan) => `${folderOf(target, plan)}/`)
      : target.appliesTo(plans)
        ? [`${folderOf(target)}/`]
        : [],
  );
  return plans.flatMap(({ patches }) => strayPatches(patches, prefixes));
}

/** Where a target's files stand: below their environment's folder, unless the plan has them as a whole. */
const folderOf = ({ name }: Target, plan?: ResolvedPlan): string =>
  plan ? `${plan.environment.name}/${name}` : name;

function* renderTarget(
  target: Target,
  contexts: readonly SynthContext[],
  { plans, folder }: SynthInput,
): Generator<PlacedFile> {
  if (target.scope === 'environment') {
    for (const context of contexts.filter(({ plan }) => target.appliesTo(plan))) {
      const { plan } = context;
      const { name } = plan.environment;
      const spot = { folder, target: target.name, environment: name, plan };
      const prefix = `${folderOf(target, plan)}/`;
      for (const file of applyPatches(target.render(context), prefix, context))
        yield place(file, spot);
    }
    return;
  }
  const [first] = contexts;
  if (!first || !target.appliesTo(plans)) return;
  const spot = { folder, target: target.name, environment: undefined, plan: first.plan };
  for (const file of applyPatches(target.render(contexts), `${folderOf(target)}/`, first))
    yield place(file, spot);
}

interface Spot {
  readonly folder: string;
  readonly target: string;
  readonly environment: string | undefined;
  readonly plan: ResolvedPlan;
}

function place(file: SynthFile, { folder, target, environment, plan }: Spot): PlacedFile {
  refuseUnsafe(file.path);
  const header = headerOf(file, { folder, environment, name: plan.name });
  const path = environment === undefined ? target : `${environment}/${target}`;
  return {
    path: `${path}/${file.path}`,
    target,
    environment,
    text: () => printFile(file, header),
    withSources: () => printWithSources(file, header),
  };
}

/** What stands first in a file: the plan, the environment, the line. No version, no date. */
function headerOf(
  { source }: SynthFile,
  { folder, environment, name }: { folder: string; environment: string | undefined; name: string },
): string {
  const where = printPlace({ ...source.at, file: relativeTo(folder, source.at.file) });
  const whose = environment === undefined ? name : `${name}/${environment}`;
  return `${whose}: ${source.path}, ${where}. Written by hanok synth: change the plan, not this file.`;
}

/** A plan's file as its folder names it. */
export const relativeTo = (folder: string, file: string): string =>
  file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : (file.split('/').at(-1) ?? file);

/** Names come from a plan: none may lead out of the output folder. */
function refuseUnsafe(path: string): void {
  const parts = path.split('/');
  if (path.startsWith('/') || parts.some((part) => part === '' || part === '.' || part === '..'))
    throw new Error(`a file may not stand at ${path}`);
}

/** The same said of several environments is said once. */
function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.path} ${finding.message.en}`;
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}

import { join } from 'node:path';
import { Failure, type Finding, nearest, toCanonical, withParticle } from '#kernel';
import {
  NO_LOCK,
  readLock,
  type Synthesis,
  type SynthInput,
  synthesise,
  TARGETS,
  type Target,
  writeDown,
} from '#synth';
import { planOf } from './check-plan.ts';
import type { LoadedPlan } from './load-plan.ts';
import type { TextFiles } from './ports.ts';
import { refuseErrors } from './refuse-errors.ts';
import {
  digestOfText,
  isKnown,
  type Manifest,
  readManifest,
  writeManifest,
} from './synth-manifest.ts';

export interface SynthSpec {
  readonly environment?: string | undefined;
  /** Names of targets; all without it. */
  readonly targets?: readonly string[] | undefined;
  /** The folder the files go to. */
  readonly out: string;
}

/** What is to be done about one file. */
export interface FileChange {
  /** Below the output folder. */
  readonly path: string;
  /** `edited`: somebody changed it since it was written; it is left alone. */
  readonly state: 'same' | 'new' | 'changed' | 'gone' | 'edited';
}
export interface SynthReport {
  readonly out: string;
  readonly files: readonly FileChange[];
  readonly findings: readonly Finding[];
}

/** The files as the plan means them now; nothing is written. */
export function filesOf(
  loaded: LoadedPlan,
  files: TextFiles,
  asked: Pick<SynthSpec, 'environment' | 'targets'> = {},
): Synthesis {
  return synthesise(inputOf(loaded, files, asked));
}

function inputOf(
  loaded: LoadedPlan,
  files: TextFiles,
  { environment, targets }: Pick<SynthSpec, 'environment' | 'targets'>,
): SynthInput {
  const lockFile = join(loaded.folder, 'hanok.lock');
  const words = files.read(lockFile);
  const environments = environment === undefined ? Object.keys(loaded.environments) : [environment];
  return {
    plans: environments.map((name) => planOf(loaded, name)),
    targets: chosen({ environment, targets }),
    lock: words === undefined ? NO_LOCK : readLock(words, lockFile),
    folder: loaded.folder,
    isWhole: environment === undefined && targets === undefined,
  };
}

/**
 * Compares what the plan means with what is there, and writes the difference unless `check`. A file
 * that somebody edited since it was written is never overwritten, and one that is no longer meant is
 * only taken away when nobody did. What is about to be written is on record first, so a run that is
 * cut short is ended by the next one. Errors of the plan block it outside this machine.
 */
export function synthPlan(
  loaded: LoadedPlan,
  files: TextFiles,
  spec: SynthSpec & { readonly check: boolean; readonly force: boolean },
): SynthReport {
  refuseErrors(loaded, spec.environment);
  const { texts: meant, findings } = writeDown(inputOf(loaded, files, spec));
  const before = readManifest(files, spec.out);
  const isAsked = scopeOf(spec);
  const known = [...Object.keys(before.files), ...Object.keys(before.writing)];
  const left = [...new Set(known)].filter((path) => !meant.has(path) && isAsked(path));
  const changes = [...meant.keys(), ...left]
    .map((path) => changeOf(path, meant.get(path), { files, before, ...spec }))
    .filter((change) => change !== undefined)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const report = { out: spec.out, files: changes, findings };
  // What a cut run left of files that this one was not asked for is for a later one to end.
  const others = Object.entries(before.writing).filter(([path]) => !isAsked(path));
  if (!spec.check)
    write(report, meant, { files, before, left, others: Object.fromEntries(others) });
  return report;
}

interface Standing {
  readonly files: TextFiles;
  readonly before: Manifest;
  readonly out: string;
  readonly force: boolean;
}

/** Undefined when nothing is meant and nothing is there. */
function changeOf(
  path: string,
  text: string | undefined,
  { files, before, out, force }: Standing,
): FileChange | undefined {
  const there = files.read(join(out, path));
  if (there === undefined) return text === undefined ? undefined : { path, state: 'new' };
  if (there === text) return { path, state: 'same' };
  if (!force && !isKnown(before, path, there)) return { path, state: 'edited' };
  return { path, state: text === undefined ? 'gone' : 'changed' };
}

function write(
  { out, files: changes }: SynthReport,
  meant: ReadonlyMap<string, string>,
  {
    files,
    before,
    left,
    others,
  }: Pick<Standing, 'files' | 'before'> & {
    readonly left: readonly string[];
    readonly others: Manifest['writing'];
  },
): void {
  const textOf = (path: string): string => meant.get(path) ?? '';
  const due = changes.filter(({ state }) => state === 'new' || state === 'changed');
  const ours = changes.filter(({ path, state }) => state !== 'edited' && meant.has(path));
  const edited = new Set(changes.flatMap(({ path, state }) => (state === 'edited' ? [path] : [])));
  const dropped = new Set(left.filter((path) => !edited.has(path)));
  const kept = Object.entries(before.files).filter(([path]) => !dropped.has(path));
  const digests = ours.map(({ path }) => [path, digestOfText(textOf(path))] as const);
  const after: Manifest = { files: Object.fromEntries([...kept, ...digests]), writing: others };
  if (due.length === 0 && toCanonical(after) === toCanonical(before)) return;
  const writing = Object.fromEntries(due.map(({ path }) => [path, digestOfText(textOf(path))]));
  writeManifest(files, out, { files: before.files, writing: { ...before.writing, ...writing } });
  for (const { path } of due) files.write(join(out, path), textOf(path));
  for (const { path, state } of changes) if (state === 'gone') files.remove(join(out, path));
  writeManifest(files, out, after);
}

/**
 * Whether a path belongs to what was asked for: a part of the targets takes nothing of the others away.
 * Without an environment those that the plan no longer has belong to it too.
 */
function scopeOf({ environment, targets }: SynthSpec): (path: string) => boolean {
  if (environment === undefined && targets === undefined) return () => true;
  const asked = chosen({ environment, targets });
  return (path) => {
    const [first, second] = path.split('/');
    return asked.some(({ name, scope }) =>
      scope === 'plan'
        ? first === name && !isOfEnvironment(second)
        : second === name && (environment === undefined || first === environment),
    );
  };
}

/** An environment may be called as a target of the plan is: then the two share a folder. */
const isOfEnvironment = (folder: string | undefined): boolean =>
  TARGETS.some(({ name, scope }) => scope === 'environment' && name === folder);

/** Targets by name; one environment has no files of the plan as a whole, which are made from all of them. */
function chosen({
  environment,
  targets: names,
}: Pick<SynthSpec, 'environment' | 'targets'>): readonly Target[] {
  const isOfOne = ({ scope }: Target): boolean => environment === undefined || scope !== 'plan';
  if (names === undefined) return TARGETS.filter(isOfOne);
  return names.map((name) => {
    const target = TARGETS.find((one) => one.name === name);
    if (!target) throw unknownTarget(name);
    if (!isOfOne(target)) throw ofThePlan(name);
    return target;
  });
}

const ofThePlan = (name: string) =>
  new Failure(
    'usage/target-of-the-plan',
    {
      en: `${name} is written for the plan as a whole, from all its environments`,
      ko: `${withParticle(name, '은/는')} 모든 환경을 보고 계획 전체에 하나만 만든다`,
    },
    { hint: { en: 'Leave out --env.', ko: '--env를 뺀다.' } },
  );

function unknownTarget(name: string): Failure {
  const names = TARGETS.map((one) => one.name);
  const near = nearest(name, names) ?? names[0];
  return new Failure(
    'usage/unknown-target',
    {
      en: `there is no target '${name}'; there is ${names.join(', ')}`,
      ko: `'${name}' 대상은 없다. 있는 대상: ${names.join(', ')}`,
    },
    { hint: { en: `Write \`--target ${near}\`.`, ko: `\`--target ${near}\`처럼 쓴다.` } },
  );
}

/** What can be written, for help pages. */
export const targetsOf = (): readonly Pick<Target, 'name' | 'about'>[] => TARGETS;

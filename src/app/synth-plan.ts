import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Failure, type Finding, nearest } from '#kernel';
import type { ResolvedPlan } from '#model';
import { NO_LOCK, type PlacedFile, readLock, synthesise, TARGETS, type Target } from '#synth';
import { planOf } from './check-plan.ts';
import type { LoadedPlan } from './load-plan.ts';
import type { TextFiles } from './ports.ts';

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

/** Every environment that can be read, or the one named. */
const plansOf = (loaded: LoadedPlan, only: string | undefined): readonly ResolvedPlan[] =>
  (only === undefined ? Object.keys(loaded.environments) : [only]).map((name) =>
    planOf(loaded, name),
  );

/** The files as the plan means them now; nothing is written. */
export function filesOf(
  loaded: LoadedPlan,
  files: TextFiles,
  { environment, targets }: Pick<SynthSpec, 'environment' | 'targets'> = {},
): ReturnType<typeof synthesise> {
  const lockFile = join(loaded.folder, 'hanok.lock');
  const words = files.read(lockFile);
  return synthesise({
    plans: plansOf(loaded, environment),
    targets: chosen(targets),
    lock: words === undefined ? NO_LOCK : readLock(words, lockFile),
    folder: loaded.folder,
  });
}

/**
 * Compares what the plan means with what is there, and writes the difference unless `check`. A file
 * that somebody edited since it was written is never overwritten, and one that is no longer meant is
 * only taken away when nobody did: `hanok.files.json` beside them says what was written.
 */
export function synthPlan(
  loaded: LoadedPlan,
  files: TextFiles,
  spec: SynthSpec & { readonly check: boolean; readonly force: boolean },
): SynthReport {
  const { files: wanted, findings } = filesOf(loaded, files, spec);
  const before = readManifest(files, spec.out);
  const meant = new Map(wanted.map((file) => [file.path, file.text()]));
  const isOurs = scopeOf(spec, wanted);
  const left = Object.keys(before).filter((path) => !meant.has(path) && isOurs(path));
  const changes = [
    ...[...meant].map(([path, text]) => changeOf(path, text, { files, before, ...spec })),
    ...left.flatMap((path) => goneOf(path, { files, before, ...spec })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const report = { out: spec.out, files: changes, findings };
  if (!spec.check) write(report, meant, { files, before, isOurs });
  return report;
}

interface Standing {
  readonly files: TextFiles;
  readonly before: Readonly<Record<string, string>>;
  readonly out: string;
  readonly force: boolean;
}

function changeOf(path: string, text: string, { files, before, out, force }: Standing): FileChange {
  const there = files.read(join(out, path));
  if (there === undefined) return { path, state: 'new' };
  if (there === text) return { path, state: 'same' };
  const isEdited = before[path] !== digest(there);
  return { path, state: isEdited && !force ? 'edited' : 'changed' };
}

function goneOf(path: string, { files, before, out, force }: Standing): FileChange[] {
  const there = files.read(join(out, path));
  if (there === undefined) return [];
  return [{ path, state: before[path] !== digest(there) && !force ? 'edited' : 'gone' }];
}

function write(
  { out, files: changes }: SynthReport,
  meant: ReadonlyMap<string, string>,
  {
    files,
    before,
    isOurs,
  }: Pick<Standing, 'files' | 'before'> & { readonly isOurs: (path: string) => boolean },
): void {
  // First what is about to be written: whatever a cut leaves behind is known as ours.
  const kept = Object.entries(before).filter(([path]) => !isOurs(path) || meant.has(path));
  const edited = new Set(changes.flatMap(({ path, state }) => (state === 'edited' ? [path] : [])));
  const entries = new Map([
    ...kept,
    ...[...meant].flatMap(([path, text]): [string, string][] =>
      edited.has(path) ? [] : [[path, digest(text)]],
    ),
    ...Object.entries(before).filter(([path]) => edited.has(path)),
  ]);
  const isWritten = changes.some(({ state }) => state !== 'same' && state !== 'edited');
  if (!isWritten && entries.size === Object.keys(before).length) return;
  for (const { path, state } of changes) {
    if (state === 'new' || state === 'changed') files.write(join(out, path), meant.get(path) ?? '');
    if (state === 'gone') files.remove(join(out, path));
  }
  const sorted = Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  files.write(join(out, MANIFEST), `${JSON.stringify({ version: 1, files: sorted }, null, 2)}\n`);
}

/** Whether a file belongs to what was asked for: a part of the targets takes nothing of the others away. */
function scopeOf(
  { environment, targets }: SynthSpec,
  wanted: readonly PlacedFile[],
): (path: string) => boolean {
  if (environment === undefined && targets === undefined) return () => true;
  const folders = new Set(
    wanted.map(({ path, environment: own }) =>
      path
        .split('/')
        .slice(0, own === undefined ? 1 : 2)
        .join('/'),
    ),
  );
  return (path) => [...folders].some((folder) => path.startsWith(`${folder}/`));
}

const MANIFEST = 'hanok.files.json';
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

function readManifest(files: TextFiles, out: string): Readonly<Record<string, string>> {
  const words = files.read(join(out, MANIFEST));
  if (words === undefined) return {};
  try {
    const read = JSON.parse(words) as { version?: unknown; files?: Record<string, string> };
    if (read.version === 1 && typeof read.files === 'object') return read.files;
  } catch {
    // Damaged: every file that differs counts as edited, and none is overwritten.
  }
  return {};
}

function chosen(names: readonly string[] | undefined): readonly Target[] {
  return (
    names?.map((name) => {
      const target = TARGETS.find((one) => one.name === name);
      if (target) return target;
      throw unknownTarget(name);
    }) ?? TARGETS
  );
}

function unknownTarget(name: string): Failure {
  const names = TARGETS.map((one) => one.name);
  const near = nearest(name, names) ?? names[0];
  return new Failure(
    'synth/unknown-target',
    {
      en: `there is no target '${name}'; there is ${names.join(', ')}`,
      ko: `'${name}' 대상은 없다. 있는 대상: ${names.join(', ')}`,
    },
    { hint: { en: `Write \`--target ${near}\`.`, ko: `\`--target ${near}\`처럼 쓴다.` } },
  );
}

/** What can be written, for help pages. */
export const targetsOf = (): readonly Pick<Target, 'name' | 'about'>[] => TARGETS;

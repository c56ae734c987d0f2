import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadPlan } from '#adapters';
import type { ResolvedPlan } from '#model';
import { NO_LOCK, readLock, type Synthesis, synthesise, TARGETS } from '#synth';

/** The five systems, and what is generated for them: the goldens that the real tools are shown. */
export const EXAMPLES = ['gym-face', 'newsforge', 'dtx', 'posture', 'heal7'] as const;

/** Every generated file of every example by its path in the repository. */
export async function goldenFiles(root: URL): Promise<readonly (readonly [string, string])[]> {
  const all = [];
  for (const name of EXAMPLES) {
    const folder = new URL(`examples/${name}`, root).pathname;
    const { files } = await synthesiseExample(folder);
    all.push(...files.map((file) => [`test/golden/${name}/${file.path}`, file.text()] as const));
  }
  return all;
}

/** What `hanok synth` means for the plan in a folder, with the plan in each of its environments. */
export async function synthesiseExample(
  folder: string,
): Promise<Synthesis & { readonly plans: readonly ResolvedPlan[] }> {
  const resolved = Object.values(await loadPlan(join(folder, 'hanok.plan.ts')));
  const plans = resolved.flatMap(({ plan }) => plan ?? []);
  const lock = join(folder, 'hanok.lock');
  const synthesis = synthesise({
    plans,
    targets: TARGETS,
    lock: existsSync(lock) ? readLock(readFileSync(lock, 'utf8'), lock) : NO_LOCK,
    folder,
  });
  return { ...synthesis, plans };
}

/** Goldens on disk that nothing generates any more; taken away unless only `checking`. */
export function dropLeft(root: URL, meant: ReadonlySet<string>, checking: boolean): string[] {
  const golden = new URL('test/golden/', root);
  if (!existsSync(golden)) return [];
  const left = readdirSync(golden, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.pathname.length))
    .filter((path) => !meant.has(path));
  if (!checking) for (const path of left) rmSync(new URL(path, root));
  return left;
}

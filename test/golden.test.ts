import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadPlan } from '#adapters';
import type { ResolvedPlan } from '#model';
import { NO_LOCK, synthesise, TARGETS } from '#synth';
import { EXAMPLES, goldenFiles, synthesiseExample } from '../scripts/gen-golden.ts';

const root = new URL('../', import.meta.url);
const golden = fileURLToPath(new URL('golden/', import.meta.url));
const onDisk = readdirSync(golden, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

const plansOf = async (name: string): Promise<readonly ResolvedPlan[]> => {
  const file = fileURLToPath(new URL(`examples/${name}/hanok.plan.ts`, root));
  return Object.values(await loadPlan(file)).flatMap(({ plan }) => plan ?? []);
};
const textsOf = (plans: readonly ResolvedPlan[]): readonly (readonly [string, string])[] =>
  synthesise({ plans, targets: TARGETS, lock: NO_LOCK, folder: '/nowhere' }).files.map(
    (file) => [file.path, file.text()] as const,
  );

describe('what is generated for the five systems', () => {
  it('stands in test/golden, every byte and no file more', async () => {
    const meant = await goldenFiles(root);
    expect(onDisk.map((file) => file.slice(fileURLToPath(root).length)).toSorted()).toEqual(
      meant.map(([path]) => path).toSorted(),
    );
    const differing = meant.filter(
      ([path, text]) => readFileSync(new URL(path, root), 'utf8') !== text,
    );
    expect(differing.map(([path]) => path)).toEqual([]);
    // Five plans are loaded in children of their own, beside whatever else this machine does.
  }, 30_000);

  it.each(EXAMPLES)('has a line of the plan behind every line: %s', async (name) => {
    const folder = fileURLToPath(new URL(`examples/${name}`, root));
    const { files } = await synthesiseExample(folder);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const { text, sources } = file.withSources();
      expect(text).toBe(file.text());
      expect(sources).toHaveLength(text.split('\n').length - 1);
      expect(sources.every(({ at }) => at.line > 0 && existsSync(at.file))).toBe(true);
    }
  });

  it('names no path of this machine, no date and no version of ours', () => {
    const home = fileURLToPath(root);
    const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
    const wrong = onDisk.filter((file) => {
      const text = readFileSync(file, 'utf8');
      return (
        text.includes(home) ||
        /\b20\d\d-\d\d-\d\dT\d\d:/.test(text) ||
        new RegExp(`hanok@?v?${version.replaceAll('.', '\\.')}`, 'i').test(text)
      );
    });
    expect(wrong).toEqual([]);
  });

  it('says in the first lines of every file what it was written from', () => {
    const silent = onDisk.filter(
      (file) =>
        !file.endsWith('.json') &&
        !/Written by hanok synth/.test(
          readFileSync(file, 'utf8').split('\n').slice(0, 3).join('\n'),
        ),
    );
    expect(silent).toEqual([]);
  });

  it.each(EXAMPLES)('does not depend on the order of declaration: %s', async (name) => {
    const plans = await plansOf(name);
    const turned = plans.map((plan) => ({
      ...plan,
      parts: plan.parts.toReversed(),
      sites: plan.sites.toReversed(),
      channels: plan.channels.toReversed(),
    }));
    const [before, after] = [new Map(textsOf(plans)), new Map(textsOf(turned))];
    expect([...after.keys()]).toEqual([...before.keys()]);
    expect(
      [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path),
    ).toEqual([]);
  });
});

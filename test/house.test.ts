import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkPlan, loadPlan, planSource } from '#app';
import { ROOMS } from '../architecture.mjs';
import { tempDir } from './support/temp-dir.ts';

const root = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const rooms = Object.keys(ROOMS);
const sources = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts'),
);
const manifest = JSON.parse(read('package.json')) as {
  scripts: object;
  imports: Record<string, unknown>;
  dependencies: Record<string, string>;
};

it('has a door in package.json for every room, and no other', () => {
  const doors = rooms.filter((room) => room !== 'cli').map((room) => `#${room}`);
  expect(Object.keys(manifest.imports).sort()).toEqual(doors.sort());
  expect(
    readdirSync(new URL('src/', root))
      .filter((name) => !name.endsWith('.ts'))
      .sort(),
  ).toEqual([...rooms].sort());
});

describe.each(rooms)('the room %s', (room) => {
  it('says what it is in at most thirty lines', () => {
    expect(existsSync(new URL(`src/${room}/README.md`, root))).toBe(true);
    expect(read(`src/${room}/README.md`).split('\n').length).toBeLessThanOrEqual(31);
  });
  it('has a door of named exports', () => {
    if (room === 'cli') return;
    const door = read(`src/${room}/index.ts`);
    expect(door).not.toContain('export *');
    expect(door.split('\n').length).toBeLessThanOrEqual(130);
  });
});

it('keeps its scripts few and its exceptions fewer', () => {
  expect(Object.keys(manifest.scripts).length).toBeLessThanOrEqual(16);
  const exceptions = sources.flatMap((path) => read(`src/${path}`).match(/biome-ignore/g) ?? []);
  expect(exceptions.length).toBeLessThanOrEqual(10);
});

it('gives a decision for every runtime dependency', () => {
  const decisions = readdirSync(new URL('docs/decisions/', root))
    .map((name) => read(`docs/decisions/${name}`))
    .join('\n');
  for (const name of Object.keys(manifest.dependencies)) expect(decisions).toContain(`\`${name}\``);
});

it('says the same in both READMEs: commands, links and numbers', () => {
  const [en, ko] = [read('README.md'), read('README.ko.md')];
  const code = (text: string) => text.match(/```ts\n[\s\S]*?```/g);
  const table = (text: string) =>
    text.split('<!-- numbers -->')[1]?.split('<!-- /numbers -->')[0] ?? '';
  const numbers = (text: string) =>
    [...table(text).matchAll(/^\|[^|]*\|([^|]*)\|([^|]*)\|$/gm)]
      .slice(1)
      .map((row) => row.slice(1));
  expect(code(ko)).toEqual(code(en));
  expect(numbers(en).length).toBeGreaterThan(5);
  expect(numbers(ko)).toEqual(numbers(en));
});

it('shows a plan in its README of which the checker says what the README says', async () => {
  using dir = tempDir({
    'hanok.plan.ts': /```ts\n([\s\S]*?)```/.exec(read('README.md'))?.[1] ?? '',
  });
  const report = checkPlan(await loadPlan(planSource, 'hanok.plan.ts', dir.path), undefined);
  const found = report.environments.flatMap((one) => one.findings);
  expect(found.map((finding) => [finding.code, finding.at.line])).toEqual([
    ['recovery/point-is-covered', 3],
  ]);
  expect(read('README.md')).toContain(found[0]?.message.en);
  expect(read('README.ko.md')).toContain(found[0]?.message.ko);
});

it.each(['README.md', 'README.ko.md'])('shows files in %s as they are generated', (readme) => {
  const shown = [
    ...read(readme).matchAll(
      /\]\((test\/golden\/[^)]+\.\w+)\)[^`]*((?:```\w+\n[\s\S]*?```\n\n?)+)/g,
    ),
  ];
  expect(shown.length).toBeGreaterThan(1);
  for (const [, path = '', blocks = ''] of shown)
    for (const [, body = ''] of blocks.matchAll(/```\w+\n([\s\S]*?)```/g))
      expect(read(path)).toContain(body);
});

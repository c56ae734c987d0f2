import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { environmentNames, type Plan, resolve } from '#model';
import { right, WRONG } from './support/plan-types.ts';

const source = readFileSync(new URL('support/plan-types.ts', import.meta.url), 'utf8');
const resolveFirst = (plan: unknown) => resolve(plan, environmentNames(plan as Plan)[0] ?? 'local');

// `tsc` verifies the other half: a line that compiles makes its `@ts-expect-error` an error.
it('expects one error of the types for each plan on the list', () => {
  expect(WRONG.length).toBeGreaterThanOrEqual(25);
  expect(source.match(/^ *\/\/ @ts-expect-error$/gm)?.length).toBe(WRONG.length);
  expect(new Set(WRONG.map((one) => one.name)).size).toBe(WRONG.length);
});

it.each(WRONG.map((one) => [one.name, one] as const))('refuses without types: %s', (_, one) => {
  const { plan, findings } = resolveFirst(one.make());
  expect(plan).toBeUndefined();
  expect(findings.map((finding) => finding.code)).toContain(one.code);
  for (const { at, message } of findings) {
    expect(at.file).toMatch(/plan-types\.ts$/);
    expect(at.line).toBeGreaterThan(0);
    expect(message.ko).not.toBe('');
  }
});

it('accepts what is right', () => {
  expect(resolveFirst(right()).findings).toEqual([]);
});

import { expect, it } from 'vitest';
import { nearest } from './nearest.ts';

it.each([
  ['chekc', ['show', 'check'], 'check'],
  ['replica', ['replicas', 'rollout'], 'replicas'],
  ['stats', ['start', 'status'], 'status'],
  ['evn', ['plan', 'env'], 'env'],
  ['bogus', ['logs'], undefined],
  ['x', ['up'], undefined],
  ['probe', ['health', 'port'], undefined],
])('finds what %s was meant to be', (word, known, meant) => {
  expect(nearest(word, known)).toBe(meant);
});

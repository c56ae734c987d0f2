import { expect, it } from 'vitest';
import { printNotes, readNotes, stepTo } from './notes.ts';

it('reads what it wrote', () => {
  const notes = { stable: 'a', previous: 'b', rollout: 'r', steps: [{ weight: 10, from: 3 }] };
  expect(readNotes(printNotes(notes))).toEqual(notes);
  expect(readNotes({})).toEqual({ steps: [] });
});

it('takes steps that nobody can read for none', () => {
  expect(readNotes({ 'hanok.dev/steps': '{"weight"' }).steps).toEqual([]);
  expect(readNotes({ 'hanok.dev/steps': '[1]' }).steps).toEqual([]);
});

it('keeps a step that stands, closes one that was followed, forgets one that was not', () => {
  const standing = [{ weight: 10, from: 5 }];
  expect(stepTo(standing, 10, 9)).toBe(standing);
  expect(stepTo(standing, 50, 9)).toEqual([{ weight: 10, from: 5, to: 9 }, { weight: 50 }]);
  expect(stepTo([{ weight: 10 }], 50, 9)).toEqual([{ weight: 50 }]);
  expect(stepTo([{ weight: 10, from: 9 }], 50, 9)).toEqual([{ weight: 50 }]);
});

it('counts nothing where one side has no units by design', () => {
  expect(stepTo([], 0, 9)).toEqual([]);
  expect(stepTo([{ weight: 10, from: 5 }], 100, 9)).toEqual([{ weight: 10, from: 5, to: 9 }]);
});

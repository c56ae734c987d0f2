import { expect, it } from 'vitest';
import { briefSchema, runsOn } from './schema-step.ts';

const at = (version: number, compatibleSince = version) => ({ version, compatibleSince });

it.each([
  ['nobody speaks of a schema', undefined, undefined],
  ['the first to speak of one', at(1), undefined],
  ['the same schema', at(7, 6), at(7, 6)],
  ['an expansion', at(8, 7), at(7)],
  ['a contraction after its expansion', at(9, 8), at(8, 7)],
  ['older code that the schema still runs', at(7), at(8, 7)],
])('lets pass: %s', (_, candidate, stable) => {
  expect(briefSchema(candidate, stable, undefined)).toEqual({ notes: [] });
});

it.each([
  ['a contraction without an expansion before it', at(8, 8), at(7), 'Expand first'],
  ['code that the schema left behind', at(6), at(8, 7), 'code of 7 and later'],
  ['silence about a schema that is in force', undefined, at(7), 'says nothing'],
])('refuses %s', (_, candidate, stable, words) => {
  expect(briefSchema(candidate, stable, undefined).refusal?.en).toContain(words);
});

it('says beforehand that the release before last goes out of reach', () => {
  const { refusal, notes } = briefSchema(at(9, 8), at(8, 7), at(7, 6));
  expect(refusal).toBeUndefined();
  expect(notes.map((note) => note.en)).toEqual([expect.stringContaining('out of reach')]);
});

it('knows which code runs on which schema', () => {
  expect(runsOn(at(7), at(8, 7))).toBe(true);
  expect(runsOn(at(6), at(8, 7))).toBe(false);
});

import { expect, it } from 'vitest';
import { Sessions, SILENCE_MS, type Underway } from './sessions.ts';
import type { TableRollout } from './table.ts';
import { RolloutBook } from './tally.ts';

const plan = (weight: number): TableRollout => ({
  id: 'r',
  salt: 's',
  weight,
  headerOverride: false,
  predicates: [],
  horizonMs: 1_000,
  evidence: '/nowhere',
});

function underwayAt(weight: number): Underway {
  const book = new RolloutBook(plan(weight));
  book.moveTo(weight);
  return { plan: plan(weight), book };
}

function moved({ book }: Underway, weight: number): Underway {
  book.moveTo(weight);
  return { plan: plan(weight), book };
}

it('keeps the side drawn at the beginning, whatever the weight does', () => {
  const sessions = new Sessions();
  const low = underwayAt(0);
  expect(sessions.place('kim', 0, low).side).toBe('stable');
  expect(sessions.place('kim', 1, moved(low, 99.99)).side).toBe('stable');
  expect(sessions.place('lee', 1, moved(low, 99.99)).side).toBe('candidate');
  expect(sessions.place('lee', 2, moved(low, 10)).side).toBe('candidate');
});

it('draws again after half an hour of silence', () => {
  const sessions = new Sessions();
  const low = underwayAt(0);
  sessions.place('kim', 0, low);
  const high = moved(low, 99.99);
  expect(sessions.place('kim', SILENCE_MS, high).side).toBe('stable');
  expect(sessions.place('kim', 2 * SILENCE_MS + 1, high).side).toBe('candidate');
});

it('keeps a session older than the rollout on stable, and excludes it once', () => {
  const sessions = new Sessions();
  sessions.place('kim', 0, undefined);
  const underway = underwayAt(99.99);
  expect(sessions.place('kim', 1, underway)).toEqual({ side: 'stable', unit: undefined });
  sessions.place('kim', 2, underway);
  expect(underway.book.excluded.older).toBe(1);
});

it('sends a candidate session to stable after a takeback, as the same unit', () => {
  const sessions = new Sessions();
  const high = underwayAt(100);
  const { unit } = sessions.place('kim', 0, high);
  expect(sessions.place('kim', 1, moved(high, 0))).toEqual({ side: 'stable', unit });
  expect(unit?.side).toBe('candidate');
});

it('leaves nobody behind in a switch, older or not, and takes everybody back in another', () => {
  const sessions = new Sessions();
  sessions.place('kim', 0, undefined);
  const low = underwayAt(0);
  sessions.place('lee', 0, low);
  const all = moved(low, 100);
  expect(['kim', 'lee'].map((who) => sessions.place(who, 1, all).side)).toEqual([
    'candidate',
    'candidate',
  ]);
  const none = moved(low, 0);
  expect(['kim', 'lee'].map((who) => sessions.place(who, 2, none).side)).toEqual([
    'stable',
    'stable',
  ]);
});

it('forgets the sessions used least when there are too many', () => {
  const sessions = new Sessions(100);
  for (let index = 0; index < 1_000; index += 1) sessions.place(`client ${index}`, 0, undefined);
  expect(sessions.countAt(0)).toBeLessThanOrEqual(100);
});

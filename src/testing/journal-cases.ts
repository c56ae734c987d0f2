import assert from 'node:assert/strict';
import type { Entry, Journal, Look } from '#delivery';
import { type Case, rolloutOf } from './driver-cases.ts';

const rollout = rolloutOf({
  service: 'shop',
  stable: 'a',
  candidate: 'b',
  driver: undefined as never,
  until: undefined as never,
});
const entry = (id: string, startedAt = 0): Entry => ({
  rollout: { ...rollout, id, startedAt },
  pending: [{ kind: 'raise', replicasShare: 10 }],
});
const look = (at: number): Look => ({
  at,
  phase: 'shifting',
  step: 0,
  verdict: 'hold',
  because: { en: 'as the case says', ko: '사례가 말하는 대로' },
});

/** What the engine relies on in a journal. Each case wants an empty one. */
export const journalCases: readonly Case<Journal>[] = [
  {
    name: 'has no rollout before the first is recorded',
    async run(journal) {
      assert.equal(await journal.load('one'), undefined);
      assert.equal(await journal.latest('shop'), undefined);
      assert.deepEqual(await journal.looks('one'), []);
    },
  },
  {
    name: 'gives back what was recorded, with what is pending',
    async run(journal) {
      await journal.record(entry('one'));
      assert.deepEqual(await journal.load('one'), entry('one'));
    },
  },
  {
    name: 'keeps the last record of a rollout, whole',
    async run(journal) {
      await journal.record(entry('one'));
      const settled: Entry = { ...entry('one'), pending: [] };
      await journal.record(settled);
      assert.deepEqual(await journal.load('one'), settled);
    },
  },
  {
    name: 'knows the latest rollout of a service by its start, whatever was recorded last',
    async run(journal) {
      await journal.record(entry('two', 2_000));
      await journal.record(entry('one', 1_000));
      assert.equal((await journal.latest('shop'))?.rollout.id, 'two');
      assert.equal(await journal.latest('other'), undefined);
    },
  },
  {
    name: 'keeps looks in their order, and the same look once',
    async run(journal) {
      await journal.record(entry('one'));
      await journal.keep('one', look(1));
      await journal.keep('one', look(2));
      await journal.keep('one', look(2));
      assert.deepEqual(await journal.looks('one'), [look(1), look(2)]);
    },
  },
];

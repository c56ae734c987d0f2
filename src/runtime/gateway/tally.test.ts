import { expect, it } from 'vitest';
import type { Predicate } from '#model';
import { RolloutBook, type Unit } from './tally.ts';

const ERRORS: Predicate = { id: 'errors', kind: 'status', atLeast: 500 };
const SLOW: Predicate = { id: 'slow', kind: 'slower', thanMs: 100, allowedShare: 0.05 };

function bookAt(weight: number): RolloutBook {
  const book = new RolloutBook({ id: 'r', predicates: [ERRORS, SLOW], horizonMs: 1_000 });
  book.moveTo(weight);
  return book;
}

const fine = { status: 200, ms: 5, path: '/' };
const failed = { status: 500, ms: 5, path: '/' };
const slow = { status: 200, ms: 500, path: '/' };

it('counts a bad unit at once and a matured one after its horizon', () => {
  const book = bookAt(50);
  book.judge(book.beginRequest('candidate', 10_000), failed, 10_010);
  expect(book.tally(10_900).steps[0]?.candidate).toMatchObject({
    units: 1,
    maturedUnits: 0,
    bad: { errors: 1, slow: 0 },
    maturedBad: { errors: 0, slow: 0 },
  });
  expect(book.tally(11_100).steps[0]?.candidate).toMatchObject({
    maturedUnits: 1,
    maturedBad: { errors: 1, slow: 0 },
  });
});

it('leaves what turns bad after the horizon out of the matured', () => {
  const book = bookAt(50);
  const unit = book.beginSession('kim', 'stable', 10_000) as Unit;
  book.judge(unit, fine, 10_010);
  book.judge(unit, failed, 11_001);
  expect(book.tally(20_000).steps[0]?.stable).toMatchObject({
    maturedUnits: 1,
    bad: { errors: 1 },
    maturedBad: { errors: 0 },
  });
});

it('counts a client once, at its first bad outcome', () => {
  const book = bookAt(50);
  const unit = book.beginSession('kim', 'candidate', 10_000) as Unit;
  for (let turn = 0; turn < 5; turn += 1) book.judge(unit, failed, 10_100);
  expect(book.beginSession('kim', 'candidate', 10_500)).toBe(unit);
  expect(book.tally(10_600).steps[0]?.candidate).toMatchObject({ units: 1, bad: { errors: 1 } });
});

it('leaves a counted client out when it comes back at another weight', () => {
  const book = bookAt(10);
  book.beginSession('kim', 'stable', 10_000);
  book.moveTo(50);
  expect(book.beginSession('kim', 'candidate', 20_000)).toBeUndefined();
});

it('books units under the step in which they began', () => {
  const book = bookAt(10);
  const unit = book.beginSession('kim', 'candidate', 10_000) as Unit;
  book.moveTo(50);
  book.moveTo(50);
  book.judge(unit, failed, 10_100);
  const { steps } = book.tally(10_200);
  expect(steps.map(({ weight, candidate }) => [weight, candidate.bad.errors])).toEqual([
    [10, 1],
    [50, 0],
  ]);
});

it('calls a client slow once more than twice the allowance of its first ten requests are', () => {
  const book = bookAt(50);
  const unit = book.beginSession('kim', 'stable', 10_000) as Unit;
  book.judge(unit, slow, 10_000);
  expect(unit.bad).toBe(0);
  book.judge(unit, slow, 10_000);
  expect(unit.bad).toBe(2);
});

it('does not look at the pace of a client after its tenth request', () => {
  const book = bookAt(50);
  const unit = book.beginSession('kim', 'stable', 10_000) as Unit;
  for (let turn = 0; turn < 10; turn += 1) book.judge(unit, fine, 10_000);
  for (let turn = 0; turn < 10; turn += 1) book.judge(unit, slow, 10_000);
  expect(unit.bad).toBe(0);
});

it('counts no answer as an error', () => {
  const book = bookAt(50);
  book.judge(book.beginRequest('stable', 0), { ...failed, status: 0 }, 0);
  expect(book.tally(0).steps[0]?.stable.bad).toEqual({ errors: 1, slow: 0 });
});

it('matures what an earlier process booked', () => {
  const before = bookAt(50);
  const unit = before.beginSession('kim', 'candidate', 10_000) as Unit;
  const after = new RolloutBook({ id: 'r', predicates: [ERRORS, SLOW], horizonMs: 1_000 });
  after.restore(JSON.parse(JSON.stringify(before.toRecord())));
  after.restoreClient('kim', { ...unit });
  after.judge(after.beginSession('kim', 'candidate', 10_400) as Unit, failed, 10_500);
  expect(after.tally(11_100).steps[0]?.candidate).toMatchObject({
    units: 1,
    maturedUnits: 1,
    maturedBad: { errors: 1, slow: 0 },
  });
});

const SURE: Predicate = { id: 'sure', kind: 'metric', name: 'confidence', below: 0.5 };
const SAME: Predicate = { id: 'same', kind: 'check', name: 'face-match' };
const PAID: Predicate = { id: 'paid', kind: 'status', atLeast: 400, on: '/pay' };

function spoken(): RolloutBook {
  const book = new RolloutBook({ id: 'r', predicates: [SURE, SAME, PAID], horizonMs: 1_000 });
  book.moveTo(50);
  return book;
}
const badAfter = (outcomes: readonly (typeof fine & { says?: string })[]) => {
  const book = spoken();
  for (const outcome of outcomes) book.judge(book.beginRequest('candidate', 0), outcome, 10);
  return book.tally(20).steps[0]?.candidate.bad;
};

it('judges an answer by what the service says of it', () => {
  const says = (words: string) => ({ ...fine, says: words });
  expect(badAfter([says('confidence=0.4, face-match=ok')])).toEqual({ sure: 1, same: 0, paid: 0 });
  expect(badAfter([says('face-match=failed,confidence=0.5')])).toEqual({
    sure: 0,
    same: 1,
    paid: 0,
  });
});

it('takes a word that never comes for missing, not for good, and a failed answer for neither', () => {
  const silent = new Array(5).fill({ ...fine, says: 'confidence=0.9' });
  expect(badAfter(silent)).toEqual({ sure: 0, paid: 0 });
  expect(badAfter(silent.slice(1))).toEqual({ sure: 0, same: 0, paid: 0 });
  expect(badAfter(new Array(9).fill(failed))).toEqual({ sure: 0, same: 0, paid: 0 });
  expect(badAfter(new Array(5).fill({ ...fine, says: 'confidence=, face-match=maybe' }))).toEqual({
    paid: 0,
  });
});

it('looks only at the paths a predicate names', () => {
  const at = (path: string) => badAfter([{ ...failed, path }])?.paid;
  expect(['/pay', '/pay/1', '/pay?x=1', '/payment', '/', '/x/pay'].map(at)).toEqual([
    1, 1, 1, 0, 0, 0,
  ]);
});

it('remembers over a restart which words were missing', () => {
  const book = spoken();
  for (let turn = 0; turn < 6; turn += 1) book.judge(book.beginRequest('stable', 0), fine, 10);
  const again = spoken();
  const other = new RolloutBook({ id: 'r', predicates: [SURE, SAME, PAID], horizonMs: 1_000 });
  other.restore(JSON.parse(JSON.stringify(book.toRecord())));
  expect(other.tally(20).steps[0]?.stable.bad).toEqual({ paid: 0 });
  expect(again.tally(20).steps[0]?.stable.bad).toEqual({ sure: 0, same: 0, paid: 0 });
});

it('tells clients apart where requests are the units, counts a bad request once, and goes on after a restart', () => {
  const [kim, lee] = ['k'.repeat(22), 'l'.repeat(22)];
  const before = bookAt(50);
  before.judge(before.beginRequest('stable', 0, kim), { ...failed, ms: 500 }, 0);
  before.judge(before.beginRequest('stable', 0, kim), fine, 0);
  before.judge(before.beginRequest('stable', 0), failed, 0);
  expect(before.tally(0).scatter).toMatchObject({ clients: 1, requests: 2, bad: 1, pairs: 0.5 });
  const after = new RolloutBook({ id: 'r', predicates: [ERRORS, SLOW], horizonMs: 1_000 });
  const record = JSON.parse(JSON.stringify(before.toRecord()));
  after.restore(record);
  after.moveTo(50);
  after.judge(after.beginRequest('stable', 0, lee), failed, 0);
  expect(after.tally(0).scatter).toMatchObject({ clients: 2, requests: 3, bad: 2 });
  const old = new RolloutBook({ id: 'r', predicates: [ERRORS, SLOW], horizonMs: 1_000 });
  old.restore({ ...record, scatter: undefined });
  expect(old.tally(0).scatter).toBeUndefined();
  expect(bookAt(50).tally(0).scatter).toBeUndefined();
});

import { expect, it } from 'vitest';
import { readPredicate } from './predicate.ts';

const reading = {
  path: 'parts.web.rollout.bad[0]',
  at: { file: 'hanok.plan.ts', line: 1 },
  report: (finding: { code: string }) => {
    throw new Error(finding.code);
  },
};

it.each([
  ['5xx', { id: '5xx', kind: 'status', atLeast: 500 }],
  [
    { status: 400, on: '/pay', usual: '1%' },
    { id: 'status-400 on /pay', kind: 'status', atLeast: 400, on: '/pay', usual: 0.01 },
  ],
  [
    { slowerThan: '2 s', allowed: '10%' },
    { id: 'slower-than-2000ms', kind: 'slower', thanMs: 2_000, allowedShare: 0.1 },
  ],
  [{ check: 'face-match' }, { id: 'check-face-match', kind: 'check', name: 'face-match' }],
  [
    { metric: 'confidence', below: 0.5 },
    { id: 'confidence-below-0.5', kind: 'metric', name: 'confidence', below: 0.5 },
  ],
])('reads %j', (words, predicate) => {
  expect(readPredicate(words, reading)).toEqual(predicate);
});

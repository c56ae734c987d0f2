import { expect, it } from 'vitest';
import { formerOf, type ServiceDesire, succeed } from './system.ts';

const after = (...releases: readonly string[]): ServiceDesire =>
  releases.reduce<ServiceDesire>(succeed, { stable: 'a', replicas: 2 });

it('keeps the release before last at hand, and those before it, newest first', () => {
  expect(formerOf(after('b', 'c', 'd'))).toEqual(['c', 'b', 'a']);
  expect(formerOf(after('b', 'c', 'd', 'e', 'f', 'g', 'h'))).toHaveLength(5);
});

it('goes back to one of them without forgetting those between', () => {
  const back = succeed(after('b', 'c', 'd'), 'a');
  expect(back.stable).toBe('a');
  expect(formerOf(back)).toEqual(['d', 'c', 'b']);
});

it('goes on from a record that knew only one', () => {
  expect(succeed({ stable: 'b', previous: 'a', replicas: 1 }, 'c')).toEqual({
    stable: 'c',
    previous: 'b',
    earlier: ['a'],
    replicas: 1,
  });
});

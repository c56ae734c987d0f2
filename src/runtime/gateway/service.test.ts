import { expect, it } from 'vitest';
import type { Instance } from './instance.ts';
import { Service } from './service.ts';
import type { TableInstance } from './table.ts';

const clock = { now: () => 0, sleep: () => Promise.resolve() };
const instancesOf = (count: number): TableInstance[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `i${index}`,
    side: 'stable',
    host: '127.0.0.1',
    port: index + 1,
  }));

/** A service all of whose instances answered with a 5xx until nothing changed any more. */
function sick(count: number): readonly Instance[] {
  const service = new Service('web', clock);
  service.apply({ split: 'request', instances: instancesOf(count) });
  for (let turn = 0; turn < 20; turn += 1)
    for (const instance of service.sides.stable) service.blame(instance, 1);
  expect(service.guards.ejections).toBe(count >> 1);
  return service.sides.stable.filter((instance) => instance.ejectedUntil > 1);
}

it.each([
  [1, 0],
  [2, 1],
  [3, 1],
  [7, 3],
])('of %i sick instances passes over %i', (count, out) => {
  expect(sick(count)).toHaveLength(out);
});

it('passes over whoever refuses connections, were it the last of its side', () => {
  const service = new Service('web', clock);
  service.apply({ split: 'request', instances: instancesOf(1) });
  const [only] = service.sides.stable as [Instance];
  service.blame(only, 1, true);
  expect(only.ejectedUntil).toBe(1_001);
});

it('passes over an instance after as many failures as the table says', () => {
  const service = new Service('web', clock);
  service.apply({ split: 'request', instances: instancesOf(2), ejectAfter: 2 });
  const [one] = service.sides.stable as [Instance];
  service.blame(one, 1);
  expect(one.ejectedUntil).toBe(0);
  service.blame(one, 1);
  expect(one.ejectedUntil).toBe(1_001);
});

it('is full at the most requests in flight that the table says, and not when one has ended', () => {
  const service = new Service('web', clock);
  service.apply({ split: 'request', instances: [], maxInFlight: 2 });
  service.begin();
  expect(service.isFull()).toBe(false);
  service.begin();
  expect(service.isFull()).toBe(true);
  service.end();
  expect(service.isFull()).toBe(false);
  expect(service.guards.overloaded).toBe(1);
});

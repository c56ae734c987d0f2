import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ClientNames } from './identity.ts';
import { type Asker, Limiter } from './limiter.ts';
import type { TableLimit } from './table.ts';

it('grants as many at once as the window holds, and tells when the next one is due', () => {
  const limiter = new Limiter({ count: 3, windowMs: 1_000 });
  expect([1, 2, 3].map(() => limiter.take('a', 500))).toEqual([0, 0, 0]);
  expect(limiter.take('a', 500)).toBeCloseTo(1_000 / 3);
  expect(limiter.take('b', 500)).toBe(0);
  expect(limiter.take('a', 500 + 334)).toBe(0);
  expect(limiter.take('a', 500 + 334)).toBeGreaterThan(0);
});

it('never grants more than the window holds and what came back since', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 300 }),
      (count, steps) => {
        const limiter = new Limiter({ count, windowMs: 1_000 });
        let now = 0;
        let granted = 0;
        for (const step of steps) {
          now += step;
          if (limiter.take('a', now) === 0) granted += 1;
        }
        expect(granted).toBeLessThanOrEqual(count + (now * count) / 1_000 + 1e-6);
      },
    ),
  );
});

it('grants nothing of nothing', () => {
  expect(new Limiter({ count: 0, windowMs: 1_000 }).take('a', 0)).toBe(1_000);
});

it('forgets who asked long ago rather than grow', () => {
  const limiter = new Limiter({ count: 1, windowMs: 1_000 }, 10);
  limiter.take('first', 0);
  for (let index = 0; index < 10; index += 1) limiter.take(`${index}`, 0);
  expect(limiter.take('first', 0)).toBe(0);
  expect(limiter.take('9', 0)).toBeGreaterThan(0);
});

const COOKIE = 'x'.repeat(22);
const ONE = { cookie: COOKIE, key: 'k1', forwardedFor: undefined, address: '10.0.0.1' };

/** Which of these a limit counts as somebody else. */
function changes(per: TableLimit['per'], from = ONE) {
  const names = new ClientNames(Buffer.alloc(32, 1));
  const limiter = new Limiter({ count: 1, windowMs: 1, ...(per && { per }) });
  const key = (it: Omit<typeof ONE, 'forwardedFor'> & { forwardedFor: string | undefined }) =>
    limiter.keyOf(names, { inbound: it, address: it.address } satisfies Asker);
  const others = {
    cookie: { ...from, cookie: 'y'.repeat(22) },
    key: { ...from, key: 'k2' },
    address: { ...from, address: '10.0.0.2' },
    said: { ...from, forwardedFor: '10.0.0.9' },
  };
  return Object.entries(others).flatMap(([name, other]) =>
    key(other) === key(from) ? [] : [name],
  );
}

it.each([
  ['address', ['address']],
  ['api-key', ['key']],
  ['user', ['key']],
  ['client', ['cookie']],
  [undefined, []],
] as const)('per %s tells askers apart by %j', (per, by) => {
  expect(changes(per)).toEqual(by);
});

it('believes an address that is said only when something on this machine says it', () => {
  expect(changes('address', { ...ONE, address: '127.0.0.1' })).toEqual(['address', 'said']);
});

import { expect, it } from 'vitest';
import { seeded } from '#kernel';
import { choose } from './balancer.ts';

const at = (inFlight: number, ejectedUntil = 0) => ({ inFlight, ejectedUntil });
const random = seeded(1);

it('prefers the less busy of two', () => {
  const [busy, idle] = [at(9), at(0)];
  const chosen = Array.from({ length: 400 }, () => choose([busy, idle], 1, { random }));
  expect(chosen.filter((one) => one === idle).length).toBeGreaterThan(260);
});

it('passes over what is ejected until its time is over', () => {
  const [out, well] = [at(0, 100), at(5)];
  expect(choose([out, well], 50, { random })).toBe(well);
  expect(choose([out], 50, { random })).toBeUndefined();
  expect(choose([out], 100, { random })).toBe(out);
});

it('avoids the one that just failed unless it is the only one', () => {
  const [one, two] = [at(0), at(0)];
  expect(choose([one, two], 0, { random, except: one })).toBe(two);
  expect(choose([one], 0, { random, except: one })).toBe(one);
});

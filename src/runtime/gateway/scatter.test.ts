import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { Scatter } from './scatter.ts';

const nameOf = (index: number): string =>
  createHash('sha256').update(String(index)).digest('base64url').slice(0, 22);

it('computes a small table by hand', () => {
  const scatter = new Scatter();
  // Two requests on one side at weight 50, one bad; one request of somebody else at weight 10.
  const kim = scatter.begin(nameOf(1), 'candidate', 50);
  scatter.begin(nameOf(1), 'candidate', 50);
  if (kim) kim.bad += 1;
  scatter.begin(nameOf(2), 'stable', 10);
  const { pairs, mostPairs, pairsVariance, ...counts } = scatter.sums() ?? {};
  expect(counts).toEqual({ clients: 2, requests: 3, bad: 1, badSquares: 1 / 2, inverses: 3 / 2 });
  // (½)(½) both ways round; √(¼ ¼) both ways; twice ¼ ¼ both ways. One request has no pair.
  expect([pairs, mostPairs, pairsVariance].map((sum) => sum?.toFixed(9))).toEqual([
    (2 * 0.25).toFixed(9),
    (2 * 0.25).toFixed(9),
    (4 * 0.0625).toFixed(9),
  ]);
});

it('has no pairs at the ends of the scale, where nobody has a choice', () => {
  const scatter = new Scatter();
  for (const weight of [0, 0, 100, 100])
    scatter.begin(nameOf(1), weight === 100 ? 'candidate' : 'stable', weight);
  expect(scatter.sums()).toMatchObject({ requests: 4, pairs: 0, mostPairs: 0, pairsVariance: 0 });
});

it('lets clients go by their names alone, and keeps the others whole', () => {
  const scatter = new Scatter(100);
  const kept = new Set<number>();
  for (let turn = 1; turn <= 3; turn += 1)
    for (let client = 0; client < 1_000; client += 1)
      if (scatter.begin(nameOf(client), 'stable', 10) && turn === 3) kept.add(client);
  expect(kept.size).toBeGreaterThan(25);
  expect(kept.size).toBeLessThanOrEqual(100);
  expect(scatter.sums()).toMatchObject({ clients: kept.size, requests: 3 * kept.size });
});

it('adds what an earlier process summed up', () => {
  const [former, later] = [new Scatter(), new Scatter()];
  former.begin(nameOf(1), 'stable', 10);
  const sums = former.sums();
  if (sums) later.restore(sums);
  later.begin(nameOf(2), 'stable', 10);
  expect(later.sums()).toMatchObject({ clients: 2, requests: 2 });
  expect(new Scatter().sums()).toBeUndefined();
});

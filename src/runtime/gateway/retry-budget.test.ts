import { expect, it } from 'vitest';
import { RetryBudget } from './retry-budget.ts';

/** How many of `count` requests that all fail are sent again. */
function storm(budget: RetryBudget, count: number): number {
  let retries = 0;
  for (let turn = 0; turn < count; turn += 1) {
    budget.earn();
    if (budget.spend()) retries += 1;
  }
  return retries;
}

it('retries a fifth of the requests in a long outage', () => {
  const budget = new RetryBudget();
  storm(budget, 1_000);
  expect(Math.abs(storm(budget, 10_000) - 2_000)).toBeLessThanOrEqual(1);
});

it('saves no more for an outage than a fifth of the last 2,500 requests', () => {
  const budget = new RetryBudget();
  for (let turn = 0; turn < 100_000; turn += 1) budget.earn();
  let saved = 0;
  while (budget.spend()) saved += 1;
  expect(saved).toBe(500);
});

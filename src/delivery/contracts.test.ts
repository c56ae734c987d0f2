import { expect, it } from 'vitest';
import { brokenContract } from './contracts.ts';

const STANDING = { stock: { offers: ['v1', 'v2'] }, shop: { asks: { stock: 'v1' } } };

it.each([
  ['one that answers everybody', 'stock', { offers: ['v1', 'v2', 'v3'] }],
  ['one that asks for what is answered', 'shop', { asks: { stock: 'v2' } }],
  ['one that says nothing', 'stock', {}],
  ['one that asks somebody who says nothing', 'stock', { asks: { shop: 'v9' } }],
])('lets pass %s', (_, service, candidate) => {
  expect(brokenContract(service, candidate, STANDING)).toBeUndefined();
});

it('refuses a release that leaves a caller without an answer', () => {
  expect(brokenContract('stock', { offers: ['v2'] }, STANDING)?.en).toBe(
    'shop still asks stock for v1, and this release does not answer it',
  );
});

it('refuses a release that asks too early', () => {
  expect(brokenContract('shop', { asks: { stock: 'v3' } }, STANDING)?.en).toContain(
    'not answer it yet',
  );
});

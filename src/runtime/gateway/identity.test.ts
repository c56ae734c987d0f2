import { expect, it } from 'vitest';
import { ClientNames, freshIdentity, takeCookie } from './identity.ts';

const OWN = 'AAAAAAAAAAAAAAAAAAAAAA';
const names = new ClientNames(Buffer.alloc(32, 1));

it.each([
  ['takes the only cookie', `hanok=${OWN}`, { own: OWN, rest: '' }],
  ['leaves the other cookies', `a=1; hanok=${OWN}; b=2`, { own: OWN, rest: 'a=1; b=2' }],
  ['passes on what is not its own', 'a=1; xhanok=2', { own: undefined, rest: 'a=1; xhanok=2' }],
  ['drops a malformed one', 'hanok=short; a=1', { own: undefined, rest: 'a=1' }],
])('%s', (_, header, taken) => {
  expect(takeCookie(header)).toEqual(taken);
});

it('prefers the cookie to the key and the key to the address', () => {
  const address = '127.0.0.1';
  const byCookie = names.nameOf({ cookie: OWN, key: 'k', address });
  const byKey = names.nameOf({ cookie: undefined, key: 'k', address });
  const byAddress = names.nameOf({ cookie: undefined, key: undefined, address });
  expect(new Set([byCookie, byKey, byAddress]).size).toBe(3);
  expect(names.nameOf({ cookie: undefined, key: 'k', address: '::1' })).toBe(byKey);
});

it('names a client the same with the same key only', () => {
  const shown = { cookie: OWN, key: undefined, address: '' };
  expect(new ClientNames(Buffer.alloc(32, 1)).nameOf(shown)).toBe(names.nameOf(shown));
  expect(new ClientNames(Buffer.alloc(32, 2)).nameOf(shown)).not.toBe(names.nameOf(shown));
});

it('makes identities of 128 bits that its cookie reader accepts', () => {
  const fresh = freshIdentity();
  expect(takeCookie(`hanok=${fresh}`).own).toBe(fresh);
});

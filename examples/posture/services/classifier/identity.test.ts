import { describe, expect, it } from 'vitest';
import { deviceCredential, loginHashOf, pseudonymOf, verifyDevice } from './identity.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

describe('a pseudonym', () => {
  it('is the same for the same principal and key, and for nobody else', () => {
    const mine = pseudonymOf('key', 'user', 'sora');
    expect(pseudonymOf('key', 'user', 'sora')).toBe(mine);
    expect(pseudonymOf('key', 'device', 'sora')).not.toBe(mine);
    expect(pseudonymOf('other key', 'user', 'sora')).not.toBe(mine);
  });

  it('holds 128 bits and nothing of the name or of the login hash', () => {
    const mine = pseudonymOf('key', 'user', 'sora');
    expect(mine).toMatch(/^[\w-]{22}$/);
    expect(loginHashOf('key', 'sora').startsWith(mine)).toBe(false);
  });
});

describe('a device credential', () => {
  it('gives back the device it was made for', () => {
    expect(verifyDevice('keys', deviceCredential('keys', 'watch-1'))).toBe('watch-1');
  });

  it.each([
    ['of another key', deviceCredential('other', 'watch-1')],
    ['moved to another device', `watch-2.${deviceCredential('keys', 'watch-1').split('.')[1]}`],
    ['cut short', deviceCredential('keys', 'watch-1').slice(0, -4)],
    ['without a proof', 'watch-1'],
    ['without a device', deviceCredential('keys', '')],
    ['of a device with a strange name', deviceCredential('keys', 'a b')],
  ])('%s is nobody’s', (_, credential) => {
    expect(verifyDevice('keys', credential)).toBeUndefined();
  });
});

describe('a password', () => {
  it('is known again by its hash, whose salt differs each time', async () => {
    const [one, two] = await Promise.all([hashPassword('a secret'), hashPassword('a secret')]);
    expect(one).not.toBe(two);
    expect(await verifyPassword('a secret', one)).toBe(true);
    expect(await verifyPassword('a secre', one)).toBe(false);
    expect(await verifyPassword('a secret', undefined)).toBe(false);
  });
});

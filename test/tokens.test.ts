import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TableTokens } from '#runtime';
import { Tokens } from '../src/runtime/gateway/tokens.ts';
import { tempDir } from './support/temp-dir.ts';
import { byEc, byEd, byHmac, byRsa, tokenOf, unsigned } from './support/token.ts';

const SECRET = 'a secret of more than thirty-two bytes';
const OTHER = 'another secret of more than thirty-two';
const NOW = 1_800_000_000_000;
const SECOND = NOW / 1_000;
const CLAIMS = { sub: 'kim', exp: SECOND + 60 };

const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');
const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
const jwk = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid });

/** A verifier with these versions of its key, the last one current. */
function verifier(versions: readonly string[], table: Partial<TableTokens> = {}): Tokens {
  const values = Object.fromEntries(versions.map((value, at) => [at + 1, value]));
  const file = JSON.stringify({ version: 1, current: versions.length, values });
  using folder = tempDir({ 'key.json': file });
  return new Tokens({
    key: join(folder.path, 'key.json'),
    algorithm: 'HS256',
    skewMs: 10_000,
    ...table,
  });
}

const HS = { alg: 'HS256', typ: 'JWT' };
const good = tokenOf(HS, CLAIMS, byHmac(SECRET));

describe('a token signed with a shared secret', () => {
  it('names its subject until it ends, give or take the skew', () => {
    const tokens = verifier([SECRET]);
    const known = { subject: 'kim', endsAt: NOW + 60_000, beginsAt: 0 };
    expect(tokens.read(good, NOW)).toEqual(known);
    expect(tokens.read(good, NOW + 69_999)).toEqual(known);
    expect(tokens.read(good, NOW + 70_000)).toBe('expired');
    expect(tokens.read(good, NOW)).toEqual(known);
  });

  it.each([
    ['signed by somebody else', tokenOf(HS, CLAIMS, byHmac(OTHER)), 'signature'],
    ['with a signature cut short', good.slice(0, -4), 'signature'],
    ['with a subject put in its place', tamper(good, { ...CLAIMS, sub: 'root' }), 'signature'],
    ['that is not signed', tokenOf({ alg: 'none' }, CLAIMS, unsigned), 'algorithm'],
    ['that spells none otherwise', tokenOf({ alg: 'nOnE' }, CLAIMS, unsigned), 'algorithm'],
    ['without a signature', tokenOf(HS, CLAIMS, unsigned), 'malformed'],
    ['of another algorithm', tokenOf({ alg: 'RS256' }, CLAIMS, byRsa(rsa.privateKey)), 'algorithm'],
    [
      'with a demand nobody knows',
      tokenOf({ ...HS, crit: ['x'] }, CLAIMS, byHmac(SECRET)),
      'malformed',
    ],
    ['without an end', tokenOf(HS, { sub: 'kim' }, byHmac(SECRET)), 'endless'],
    ['that ends at a word', tokenOf(HS, { exp: 'never' }, byHmac(SECRET)), 'malformed'],
    ['that begins later', tokenOf(HS, { ...CLAIMS, nbf: SECOND + 11 }, byHmac(SECRET)), 'early'],
    ['of two parts', good.split('.').slice(0, 2).join('.'), 'malformed'],
    [
      'of more than 8 KiB',
      tokenOf(HS, { ...CLAIMS, x: 'x'.repeat(8_192) }, byHmac(SECRET)),
      'malformed',
    ],
  ])('is refused %s', (_, token, fault) => {
    expect(verifier([SECRET]).read(token, NOW)).toBe(fault);
  });

  it('is of the issuer and for the audience that are named', () => {
    const tokens = verifier([SECRET], { issuer: 'https://id.example', audience: 'shop' });
    const read = (claims: object) =>
      tokens.read(tokenOf(HS, { ...CLAIMS, ...claims }, byHmac(SECRET)), NOW);
    expect(read({ iss: 'https://id.example', aud: ['bank', 'shop'] })).toMatchObject({
      subject: 'kim',
    });
    expect(read({ aud: 'shop' })).toBe('issuer');
    expect(read({ iss: 'https://id.example', aud: 'bank' })).toBe('audience');
  });

  it('still holds after its key was rotated', () => {
    expect(verifier([SECRET, OTHER]).read(good, NOW)).toMatchObject({ subject: 'kim' });
  });

  it('names nobody when its subject cannot be a header', () => {
    const odd = tokenOf(HS, { ...CLAIMS, sub: 'kim\r\nx-admin: 1' }, byHmac(SECRET));
    expect(verifier([SECRET]).read(odd, NOW)).toMatchObject({ subject: undefined });
  });
});

it.each([
  ['RS256', rsa, byRsa],
  ['ES256', ec, byEc],
  ['EdDSA', ed, byEd],
] as const)('verifies %s by PEM, by JWK and by a set', (algorithm, pair, by) => {
  const token = tokenOf({ alg: algorithm, kid: 'new' }, CLAIMS, by(pair.privateKey));
  const one = jwk(pair.publicKey, 'new');
  const set = { keys: [jwk(ec.publicKey, 'old'), jwk(rsa.publicKey, 'old'), one] };
  for (const words of [pem(pair.publicKey), JSON.stringify(one), JSON.stringify(set)]) {
    const tokens = verifier([words], { algorithm });
    expect(tokens.read(token, NOW)).toMatchObject({ subject: 'kim' });
    expect(tokens.read(token.replace(/.{8}$/, 'AAAAAAAA'), NOW)).toBe('signature');
  }
});

it('does not take a public key for a shared secret, whoever says so', () => {
  const words = pem(rsa.publicKey);
  const forged = tokenOf(HS, CLAIMS, byHmac(words));
  expect(verifier([words], { algorithm: 'RS256' }).read(forged, NOW)).toBe('algorithm');
  const named = tokenOf({ alg: 'RS256' }, CLAIMS, byHmac(words));
  expect(verifier([words], { algorithm: 'RS256' }).read(named, NOW)).toBe('signature');
});

it.each([
  ['a public key for HS256', pem(rsa.publicKey), 'HS256'],
  [
    'a public key without its armour for HS256',
    rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    'HS256',
  ],
  ['a short secret', 'short', 'HS256'],
  ['a secret for RS256', SECRET, 'RS256'],
  ['a key of another kind', pem(ec.publicKey), 'RS256'],
  ['a private key', JSON.stringify(rsa.privateKey.export({ format: 'jwk' })), 'RS256'],
  ['a short RSA key', pem(generateKeyPairSync('rsa', { modulusLength: 1_024 }).publicKey), 'RS256'],
  ['another curve', pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey), 'ES256'],
  ['an empty set', '{"keys":[]}', 'RS256'],
] as const)('does not start with %s', (_, words, algorithm) => {
  expect(() => verifier([words], { algorithm })).toThrow(/tokens\.key/);
});

function tamper(token: string, claims: object): string {
  const [head, , signature] = token.split('.');
  return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

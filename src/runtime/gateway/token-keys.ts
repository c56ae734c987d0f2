import { createPublicKey, createSecretKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { withParticle } from '#kernel';
import { tableFailure } from './failures.ts';
import type { Algorithm, TableTokens } from './table-tokens.ts';

/** A key that verifies, and the name by which a token may ask for it. */
export interface TokenKey {
  readonly id: string | undefined;
  readonly key: KeyObject;
}

/** RFC 7518 asks a shared secret for as many bytes as its digest has, and RSA for this many bits. */
const LEAST_SECRET_BYTES = 32;
const LEAST_RSA_BITS = 2_048;
/** What cannot be told apart by its kind is not meant for signing: a private key here is a mistake. */
const PUBLIC_PEM = /^-----BEGIN (?:PUBLIC KEY|CERTIFICATE)-----/;

/**
 * The keys in a secret's file, every version that is kept, so that what was signed before a rotation
 * still holds. A key of another kind is never taken, however it is spelled; a Failure when the
 * current version is one.
 */
export function readTokenKeys({ key: path, algorithm }: TableTokens): readonly TokenKey[] {
  const { current, former } = readValues(path);
  const keys = readKeys(current, algorithm);
  if (keys.length === 0) refuse(algorithm);
  return [...keys, ...former.flatMap((words) => readKeys(words, algorithm))];
}

function readValues(path: string): { current: string; former: readonly string[] } {
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as SecretWords;
    const { [file.current]: current = '', ...former } = file.values;
    return { current, former: Object.values(former) };
  } catch (cause) {
    // The parser quotes what it read, and that is a secret.
    const code = (cause as NodeJS.ErrnoException).code ?? 'JSON';
    const reason = {
      en: `cannot read ${path}: ${code}`,
      ko: `${path}을(를) 읽을 수 없다: ${code}`,
    };
    throw tableFailure('tokens.key', reason);
  }
}

interface SecretWords {
  readonly current: number;
  readonly values: Readonly<Record<string, string>>;
}

function readKeys(spelled: string, algorithm: Algorithm): readonly TokenKey[] {
  const words = spelled.trim();
  if (words.startsWith('{')) return readJwks(words, algorithm);
  const key = PUBLIC_PEM.test(words) ? toPublic(words) : toSecret(words);
  return key && algorithmOf(key) === algorithm ? [{ id: undefined, key }] : [];
}

type Jwk = JsonWebKey & { readonly kid?: unknown; readonly alg?: unknown; readonly use?: unknown };

/** One JWK, or a set of them, of which those for other uses and algorithms are passed over. */
function readJwks(words: string, algorithm: Algorithm): readonly TokenKey[] {
  const found = parseJson(words);
  const listed = Array.isArray(found.keys) ? (found.keys as readonly Jwk[]) : [found];
  return listed.flatMap((jwk) => {
    const key = isFor(algorithm, jwk) ? keyOf(jwk) : undefined;
    if (!key || algorithmOf(key) !== algorithm) return [];
    return [{ id: typeof jwk.kid === 'string' ? jwk.kid : undefined, key }];
  });
}

const isFor = (algorithm: Algorithm, { use, alg }: Jwk): boolean =>
  (use ?? 'sig') === 'sig' && (alg ?? algorithm) === algorithm;

const keyOf = (jwk: Jwk): KeyObject | undefined =>
  jwk.kty === 'oct' ? toSecret(jwk.k ?? '', 'base64url') : toPublic(jwk);

function parseJson(words: string): Jwk & { readonly keys?: unknown } {
  try {
    return JSON.parse(words) as Jwk & { readonly keys?: unknown };
  } catch {
    return {};
  }
}

function toPublic(from: string | Jwk): KeyObject | undefined {
  if (typeof from !== 'string' && from.d !== undefined) return undefined;
  try {
    return createPublicKey(typeof from === 'string' ? from : { key: from, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** What everybody may know must never be taken for a secret: anyone could sign with it. */
function toSecret(words: string, encoding: 'utf8' | 'base64url' = 'utf8'): KeyObject | undefined {
  const bytes = Buffer.from(words, encoding);
  if (words.includes('-----BEGIN') || isPublicDer(words)) return undefined;
  return bytes.length < LEAST_SECRET_BYTES ? undefined : createSecretKey(bytes);
}

function isPublicDer(words: string): boolean {
  try {
    createPublicKey({ key: Buffer.from(words, 'base64'), format: 'der', type: 'spki' });
    return true;
  } catch {
    return false;
  }
}

/** The one algorithm that a key is for; none when it is too weak or for something else. */
function algorithmOf(key: KeyObject): Algorithm | undefined {
  if (key.type === 'secret') return 'HS256';
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return (modulusLength ?? 0) >= LEAST_RSA_BITS ? 'RS256' : undefined;
    case 'ec':
      return namedCurve === 'prime256v1' ? 'ES256' : undefined;
    case 'ed25519':
      return 'EdDSA';
    default:
      return undefined;
  }
}

const WHAT: Readonly<Record<Algorithm, { en: string; ko: string }>> = {
  HS256: { en: 'a secret of at least 32 bytes', ko: '32바이트 이상의 비밀' },
  RS256: {
    en: 'a public RSA key of at least 2048 bits, as PEM, JWK or JWK set',
    ko: '2048비트 이상의 RSA 공개 키(PEM, JWK 또는 JWK 모음)',
  },
  ES256: {
    en: 'a public key on P-256, as PEM, JWK or JWK set',
    ko: 'P-256 공개 키(PEM, JWK 또는 JWK 모음)',
  },
  EdDSA: {
    en: 'a public Ed25519 key, as PEM, JWK or JWK set',
    ko: 'Ed25519 공개 키(PEM, JWK 또는 JWK 모음)',
  },
};

function refuse(algorithm: Algorithm): never {
  const { en, ko } = WHAT[algorithm];
  throw tableFailure('tokens.key', {
    en: `${algorithm} needs ${en}, and the secret holds something else`,
    ko: `${algorithm}에는 ${withParticle(ko, '이/가')} 필요한데 비밀에 다른 것이 들어 있다`,
  });
}

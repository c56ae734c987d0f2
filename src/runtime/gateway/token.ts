import { createHmac, type KeyObject, timingSafeEqual, verify } from 'node:crypto';
import type { Algorithm } from './table-tokens.ts';
import type { TokenKey } from './token-keys.ts';

/** Why a token is not taken. */
export type TokenFault =
  | 'malformed'
  | 'algorithm'
  | 'signature'
  | 'endless'
  | 'expired'
  | 'early'
  | 'issuer'
  | 'audience';

/** What a token must be. */
export interface TokenTerms {
  readonly algorithm: Algorithm;
  readonly keys: readonly TokenKey[];
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
}

/** What was signed, as far as the gateway looks at it; moments in milliseconds. */
export interface Claims {
  readonly subject: string | undefined;
  readonly endsAt: number;
  readonly beginsAt: number;
}

const LONGEST = 8_192;
/** Three parts of base64url, none empty: an opaque key in the same header is not one of these. */
const SHAPE = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** True for what is meant as a signed token, or pretends to be one without a signature. */
export const looksLikeToken = (words: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(words);

/** Verifies everything about a token that time does not change. The signature comes before any claim. */
export function verifyToken(token: string, terms: TokenTerms): Claims | TokenFault {
  if (token.length > LONGEST || !looksLikeToken(token)) return 'malformed';
  const [head = '', body = '', signature = ''] = token.split('.');
  const header = decode(head);
  if (!header || 'crit' in header) return 'malformed';
  // What the token says of itself never chooses the algorithm: it only has to agree with the key.
  if (header.alg !== terms.algorithm) return 'algorithm';
  if (!SHAPE.test(token)) return 'malformed';
  const signed = { text: `${head}.${body}`, signature: Buffer.from(signature, 'base64url') };
  const { kid } = header;
  const keys = terms.keys.filter(({ id }) => [id, kid].includes(undefined) || id === kid);
  if (!keys.some(({ key }) => isSigned(terms.algorithm, key, signed))) return 'signature';
  const claims = decode(body);
  return claims ? readClaims(claims, terms) : 'malformed';
}

interface Signed {
  readonly text: string;
  readonly signature: Buffer;
}

function isSigned(algorithm: Algorithm, key: KeyObject, { text, signature }: Signed): boolean {
  switch (algorithm) {
    case 'HS256': {
      const right = createHmac('sha256', key).update(text).digest();
      return signature.length === right.length && timingSafeEqual(signature, right);
    }
    case 'RS256':
      return verify('sha256', Buffer.from(text), key, signature);
    case 'ES256':
      return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature);
    case 'EdDSA':
      return verify(null, Buffer.from(text), key, signature);
  }
}

type Members = Readonly<Record<string, unknown>>;

function decode(part: string): Members | undefined {
  try {
    const found: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    const isObject = typeof found === 'object' && found !== null && !Array.isArray(found);
    return isObject ? (found as Members) : undefined;
  } catch {
    return undefined;
  }
}

function readClaims(claims: Members, { issuer, audience }: TokenTerms): Claims | TokenFault {
  const { iss, aud, sub, exp, nbf } = claims;
  if (exp === undefined) return 'endless';
  if (!isMoment(exp) || !(nbf === undefined || isMoment(nbf))) return 'malformed';
  if (issuer !== undefined && iss !== issuer) return 'issuer';
  if (audience !== undefined && aud !== audience && !(Array.isArray(aud) && aud.includes(audience)))
    return 'audience';
  return {
    subject: typeof sub === 'string' && CARRIED.test(sub) ? sub : undefined,
    endsAt: exp * 1_000,
    beginsAt: (nbf ?? 0) * 1_000,
  };
}

const isMoment = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** A header can carry no more without being changed; whoever needs another reads the token itself. */
const CARRIED = /^[\x21-\x7e](?:[\x20-\x7e]{0,254}[\x21-\x7e])?$/;

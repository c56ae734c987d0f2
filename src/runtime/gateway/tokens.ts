import { hash } from 'node:crypto';
import { toCanonical } from '#kernel';
import type { Inbound } from './headers.ts';
import { Recent } from './recent.ts';
import type { TableTokens } from './table-tokens.ts';
import { type Claims, looksLikeToken, type TokenFault, verifyToken } from './token.ts';
import { readTokenKeys, type TokenKey } from './token-keys.ts';

/** Verified tokens that are remembered: a client shows the same one many times. */
const MOST_REMEMBERED = 50_000;

/** What a route makes of tokens. */
export interface TokenCheck {
  readonly tokens: Tokens;
  /** Without one there is no way in; else there is another way, which the gateway cannot judge. */
  readonly isNeeded: boolean;
}

/** Verifies tokens by the keys of one table. */
export class Tokens {
  readonly table: TableTokens;
  readonly #keys: readonly TokenKey[];
  /** By digest: a memory image should not hold credentials. Time is asked at every use. */
  readonly #known = new Recent<Claims>(MOST_REMEMBERED);

  /** Reads the keys; a Failure when they are of no use. */
  constructor(table: TableTokens) {
    this.table = table;
    this.#keys = readTokenKeys(table);
  }

  /** True when another of the same table would verify the same, so that what is known stays known. */
  isLike(other: Tokens): boolean {
    const [ours, theirs] = [this.#keys, other.#keys];
    return (
      toCanonical(this.table) === toCanonical(other.table) &&
      ours.length === theirs.length &&
      ours.every(({ id, key }, at) => theirs[at]?.id === id && theirs[at]?.key.equals(key))
    );
  }

  /** What an intact token of now says, or why it is none. */
  read(token: string, now: number): Claims | TokenFault {
    const digest = hash('sha256', token, 'base64url');
    const known = this.#known.get(digest);
    const claims = known ?? this.#verify(token);
    if (typeof claims === 'string') return claims;
    if (now >= claims.endsAt + this.table.skewMs) return 'expired';
    if (now < claims.beginsAt - this.table.skewMs) return 'early';
    if (!known) this.#known.set(digest, claims);
    return claims;
  }

  /** The token that a request shows, if any. */
  shownIn({ authorization, forward }: Pick<Inbound, 'authorization' | 'forward'>) {
    const bearer = authorization && BEARER.exec(authorization)?.[1];
    if (bearer && looksLikeToken(bearer)) return bearer;
    return this.table.cookie === undefined ? undefined : cookieIn(forward, this.table.cookie);
  }

  #verify(token: string): Claims | TokenFault {
    const { algorithm, issuer, audience } = this.table;
    return verifyToken(token, { algorithm, keys: this.#keys, issuer, audience });
  }
}

const BEARER = /^bearer +(\S+) *$/i;

function cookieIn(forward: readonly string[], name: string): string | undefined {
  for (let index = 0; index < forward.length; index += 2) {
    if ((forward[index] as string).toLowerCase() !== 'cookie') continue;
    const pairs = (forward[index + 1] as string).split(';').map((pair) => pair.trim());
    const found = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
    if (found) return found;
  }
  return undefined;
}

/** A request as far as its caller is asked for. */
export interface Caller {
  readonly inbound: Inbound;
  readonly method: string | undefined;
}

/**
 * Asks a request for its token and puts its subject in the request; answers the challenge when there
 * is no way in. What a browser asks before it sends a token never has one, and does nothing.
 */
export function challenge(
  { tokens, isNeeded }: TokenCheck,
  { inbound, method }: Caller,
  now: number,
): string | undefined {
  const token = tokens.shownIn(inbound);
  if (token === undefined) {
    const passes = !isNeeded || (method === 'OPTIONS' && inbound.asksMethod);
    if (passes) return undefined;
    return inbound.authorization !== undefined && BEARER.test(inbound.authorization)
      ? refuse('malformed')
      : 'Bearer';
  }
  const read = tokens.read(token, now);
  if (typeof read === 'string') return refuse(read);
  inbound.subject = read.subject;
  // Tokens change by the hour and their subject does not: it is the client. No header has this form.
  if (read.subject !== undefined) inbound.key = `subject\n${read.subject}`;
  return undefined;
}

const FAULTS: Readonly<Record<TokenFault, string>> = {
  malformed: 'The token is malformed',
  algorithm: 'The token is not signed by the algorithm of the key',
  signature: 'The signature does not verify',
  endless: 'The token has no exp',
  expired: 'The token has expired',
  early: 'The token is not valid yet',
  issuer: 'The token is of another issuer',
  audience: 'The token is for another audience',
};

const refuse = (fault: TokenFault): string =>
  `Bearer error="invalid_token", error_description="${FAULTS[fault]}"`;

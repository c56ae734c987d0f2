import { createHmac, createSecretKey, hash, type KeyObject, randomBytes } from 'node:crypto';
import { Recent } from './recent.ts';

/** What a request shows of who sent it. */
export interface Shown {
  /** The gateway's own cookie, if well formed. */
  readonly cookie: string | undefined;
  /** `authorization` or `x-api-key`. */
  readonly key: string | undefined;
  readonly address: string;
}

/** The name of the gateway's own cookie. */
export const COOKIE = 'hanok';

/** A fresh opaque identity: 128 random bits. */
export const freshIdentity = (): string => randomBytes(16).toString('base64url');

/** The header that gives an identity to a browser. */
export const toSetCookie = (identity: string, secure: boolean): string =>
  `${COOKIE}=${identity}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

/** Names clients by a keyed hash, the only form of an identity that leaves the gateway. */
export class ClientNames {
  readonly #key: KeyObject;
  readonly #names = new Recent<string>(400_000);

  /** `key` must be the same after a restart, or every client looks new. */
  constructor(key: Buffer) {
    this.#key = createSecretKey(key);
  }

  /** 22 characters, the same for the same cookie, else the same key, else the same address. */
  nameOf(shown: Shown): string {
    const identity = identityOf(shown);
    const known = this.#names.get(identity);
    if (known !== undefined) return known;
    const name = createHmac('sha256', this.#key).update(identity).digest('base64url').slice(0, 22);
    this.#names.set(identity, name);
    return name;
  }
}

// The kinds are told apart, so that nobody can take an address's identity with a cookie.
// A key is hashed before it is remembered: a memory image should not hold credentials.
function identityOf(shown: Shown): string {
  if (shown.cookie !== undefined) return shown.cookie;
  if (shown.key !== undefined) return `key ${hash('sha256', shown.key, 'base64url')}`;
  return `address ${shown.address}`;
}

/** The gateway's own cookie out of a `cookie` header, and the header without it. */
export function takeCookie(header: string): { own: string | undefined; rest: string } {
  const plain = ONLY_OWN.exec(header);
  if (plain) return { own: plain[1], rest: '' };
  if (!header.includes(`${COOKIE}=`)) return { own: undefined, rest: header };
  const pairs = header.split(';').map((pair) => pair.trim());
  const own = pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  const rest = pairs.filter((pair) => !pair.startsWith(`${COOKIE}=`)).join('; ');
  return { own: own !== undefined && WELL_FORMED.test(own) ? own : undefined, rest };
}

const WELL_FORMED = /^[A-Za-z0-9_-]{22}$/;
const ONLY_OWN = /^hanok=([A-Za-z0-9_-]{22})$/;

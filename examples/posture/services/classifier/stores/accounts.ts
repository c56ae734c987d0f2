import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { loginHashOf, type Principal, pseudonymOf } from '../identity.ts';
import { hashPassword, verifyPassword } from '../passwords.ts';
import { inTime } from './in-time.ts';
import type { Redis } from './redis.ts';

/** How long a session lasts without a new login. */
export const SESSION_SECONDS = 3_600;

export interface Accounts {
  /** False when the name is taken. */
  register(name: string, password: string): Promise<boolean>;
  /** A bearer token; undefined when name and password do not belong together. */
  login(name: string, password: string): Promise<string | undefined>;
  principalOf(token: string): Promise<Principal | undefined>;
  logout(token: string): Promise<void>;
}

/** Users in PostgreSQL, sessions in Redis, and neither knows a clear name or a usable token. */
export function openAccounts(pool: Pool, redis: Redis, identityKey: string): Accounts {
  return {
    async register(name, password) {
      const { rowCount } = await pool.query(
        'insert into users (login_hash, password) values ($1, $2) on conflict do nothing',
        [loginHashOf(identityKey, name), await hashPassword(password)],
      );
      return rowCount === 1;
    },
    async login(name, password) {
      const { rows } = await pool.query<{ password: string }>(
        'select password from users where login_hash = $1',
        [loginHashOf(identityKey, name)],
      );
      if (!(await verifyPassword(password, rows[0]?.password))) return undefined;
      const token = randomBytes(32).toString('base64url');
      const pseudonym = pseudonymOf(identityKey, 'user', name);
      await inTime(redis.setEx(keyOf(token), SESSION_SECONDS, pseudonym));
      return token;
    },
    async principalOf(token) {
      const pseudonym = await inTime(redis.get(keyOf(token)));
      return pseudonym === null ? undefined : { kind: 'user', pseudonym };
    },
    async logout(token) {
      await inTime(redis.del(keyOf(token)));
    },
  };
}

/** Whoever reads Redis finds no token to use. */
function keyOf(token: string): string {
  return `session:${createHash('sha256').update(token).digest('base64url')}`;
}

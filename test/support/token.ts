import { createHmac, type KeyObject, sign } from 'node:crypto';

type Members = Readonly<Record<string, unknown>>;

const part = (members: Members): string =>
  Buffer.from(JSON.stringify(members)).toString('base64url');

/** A token of these members whose signature `signed` makes of its first two parts. */
export function tokenOf(
  header: Members,
  claims: Members,
  signed: (text: string) => Buffer,
): string {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${signed(text).toString('base64url')}`;
}

/** Signs with a shared secret. */
export const byHmac = (secret: string | Buffer) => (text: string) =>
  createHmac('sha256', secret).update(text).digest();

/** Signs with a private RSA key. */
export const byRsa = (key: KeyObject) => (text: string) => sign('sha256', Buffer.from(text), key);

/** Signs with a private key on P-256. */
export const byEc = (key: KeyObject) => (text: string) =>
  sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });

/** Signs with a private Ed25519 key. */
export const byEd = (key: KeyObject) => (text: string) => sign(null, Buffer.from(text), key);

export const unsigned = (): Buffer => Buffer.alloc(0);

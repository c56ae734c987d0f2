import type { IncomingMessage } from 'node:http';
import { parseJson } from '../http/body.ts';
import { Refusal } from '../refusal.ts';
import { asRecord } from '../window.ts';

/** The protocol the service speaks; a browser offers it beside the one that carries its credential. */
export const PROTOCOL = 'posture';
const CARRIER = 'authorization.';

/**
 * The `Authorization` value of an upgrade: its header, or the subprotocol `authorization.<base64url>`,
 * for a browser cannot set headers here. Undefined when the first message has to bring it.
 */
export function credentialOf({ headers }: IncomingMessage): string | undefined {
  if (headers.authorization !== undefined) return headers.authorization;
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const carrier = offered.find((name) => name.startsWith(CARRIER));
  if (carrier === undefined) return undefined;
  return Buffer.from(carrier.slice(CARRIER.length), 'base64url').toString('utf8');
}

/** The `Authorization` value in a first message. */
export function credentialIn(text: string): string {
  const { authorization } = asRecord(parseJson(text));
  if (typeof authorization === 'string') return authorization;
  throw new Refusal(401, 'unauthorized', 'The first message must be {"authorization": "…"}.');
}

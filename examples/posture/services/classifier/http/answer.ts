import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from '../refusal.ts';

/** What a route gives back; `body` is sent as JSON unless it is text or bytes. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** On every answer, page or not. */
const SECURITY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'accelerometer=(self), gyroscope=(self), camera=(), microphone=()',
};

export function send(
  response: ServerResponse,
  { status, body, headers }: Answer,
  { isLast, cors }: { isLast: boolean; cors: Readonly<Record<string, string>> },
): void {
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
  const bytes = body === undefined ? '' : isRaw ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...SECURITY,
    'cache-control': 'no-store',
    ...(isRaw || body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(isLast ? { connection: 'close' } : {}),
    ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(bytes) }),
    ...cors,
    ...headers,
  });
  response.end(bytes);
}

/** A refusal in the client's words; anything else is a fault of this service and says nothing more. */
export function toAnswer(error: unknown): Answer {
  if (error instanceof Refusal) {
    const { status, code, message, headers } = error;
    return { status, headers, body: { error: { code, message } } };
  }
  const message = 'The service could not answer this request.';
  return { status: 500, body: { error: { code: 'internal', message } } };
}

/** Only pages of origins named in the settings may read answers; the service's own page needs none. */
export function corsFor(
  { headers }: IncomingMessage,
  allowedOrigins: readonly string[],
): Readonly<Record<string, string>> {
  const { origin } = headers;
  if (!origin || !allowedOrigins.includes(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
    vary: 'origin',
  };
}

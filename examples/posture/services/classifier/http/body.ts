import type { IncomingMessage } from 'node:http';
import { Refusal } from '../refusal.ts';

export const MAX_BODY_BYTES = 256 * 1024;

/** Reads a JSON body of at most `MAX_BODY_BYTES`; refuses with 413, 415 or 400. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const { 'content-type': type = '', 'content-encoding': encoding } = request.headers;
  if (!/^application\/json(\s*;|$)/i.test(type) || encoding !== undefined)
    throw new Refusal(415, 'media-type', 'Send "content-type: application/json", not encoded.');
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return parseJson(Buffer.concat(chunks).toString('utf8'));
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'json', 'The body is not valid JSON.');
  }
}

/** The connection ends with it, since the rest of the body is not read. */
function tooLarge(): Refusal {
  const message = `The body may hold at most ${MAX_BODY_BYTES} bytes.`;
  return new Refusal(413, 'too-large', message, { connection: 'close' });
}

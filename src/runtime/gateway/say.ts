import { writeSync } from 'node:fs';

/**
 * One JSON line on standard output: what the gateway itself has to say, never a request. On a full
 * disk it is lost: a stream would end the gateway with an unhandled error.
 */
export function say(event: string, members: Readonly<Record<string, unknown>> = {}): void {
  const line = `${JSON.stringify({ at: new Date().toISOString(), event, ...members })}\n`;
  try {
    writeSync(1, line);
  } catch {
    // There is nowhere else to say it.
  }
}

/** One JSON line on standard output: what the gateway itself has to say, never a request. */
export function say(event: string, members: Readonly<Record<string, unknown>> = {}): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...members })}\n`);
}

import { Agent, request } from 'undici';

export interface Loaded {
  readonly sent: number;
  /** Answers by status; 0 is no answer. */
  readonly byStatus: Readonly<Record<number, number>>;
  /** What the clients must never see: errors of the gateway's own, and connections without an answer. */
  readonly failed: readonly string[];
  readonly bodies: ReadonlySet<string>;
  /** How many connections it took; as many as clients when none was ever closed. */
  readonly connections: number;
}

/** Keep-alive clients that ask one after another until stopped. */
export function load(address: string, clients = 8, pauseMs = 2) {
  const agent = new Agent({ connections: clients, pipelining: 1 });
  let connections = 0;
  agent.on('connect', () => {
    connections += 1;
  });
  const stop = new AbortController();
  const byStatus: Record<number, number> = {};
  const failed: string[] = [];
  const bodies = new Set<string>();
  let sent = 0;
  const ask = async (): Promise<void> => {
    const began = performance.now();
    const { statusCode, headers, body } = await request(address, { dispatcher: agent });
    bodies.add(await body.text());
    byStatus[statusCode] = (byStatus[statusCode] ?? 0) + 1;
    if (headers['x-hanok-error']) failed.push(`${statusCode} ${String(headers['x-hanok-error'])}`);
    if (performance.now() - began > 5_000) failed.push('later than 5 s');
  };
  const client = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      sent += 1;
      await ask().catch((cause: unknown) => {
        byStatus[0] = (byStatus[0] ?? 0) + 1;
        failed.push(String(cause));
      });
      await new Promise((done) => setTimeout(done, pauseMs));
    }
  };
  const all = Promise.all(Array.from({ length: clients }, client));
  return {
    async stop(): Promise<Loaded> {
      stop.abort();
      await all;
      await agent.close();
      return { sent, byStatus, failed, bodies, connections };
    },
  };
}

import { Agent, request } from 'node:http';

const TICK_MS = 5;

/** What a steady load came to. */
export interface Steady {
  readonly sent: number;
  /** Errors and answers other than 200, by what they were. */
  readonly lost: Readonly<Record<string, number>>;
}

/**
 * `rate` requests a second whatever comes back, GET and POST in turn, over kept connections. A request
 * whose connection breaks is lost: nothing is sent twice.
 */
export function steadyLoad(port: number, rate: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const lost: Record<string, number> = {};
  const began = performance.now();
  let sent = 0;
  let answered = 0;
  const lose = (what: string): void => {
    lost[what] = (lost[what] ?? 0) + 1;
  };
  const one = (): void => {
    const method = sent % 2 === 0 ? 'GET' : 'POST';
    sent += 1;
    let over = false;
    const end = (what?: string): void => {
      if (over) return;
      over = true;
      answered += 1;
      if (what !== undefined) lose(`${method} ${what}`);
    };
    const req = request({ port, host: '127.0.0.1', method, agent, path: '/' }, (res) => {
      res.resume().on('end', () => end(res.statusCode === 200 ? undefined : `${res.statusCode}`));
      res.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    });
    req.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    req.end(method === 'POST' ? 'x'.repeat(100) : undefined);
  };
  const timer = setInterval(() => {
    const due = ((performance.now() - began) * rate) / 1_000;
    while (sent < due) one();
  }, TICK_MS);
  return {
    async stop(): Promise<Steady> {
      clearInterval(timer);
      const deadline = performance.now() + 10_000;
      while (answered < sent && performance.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 20));
      if (answered < sent) lost['no answer'] = sent - answered;
      agent.destroy();
      return { sent, lost };
    },
  };
}

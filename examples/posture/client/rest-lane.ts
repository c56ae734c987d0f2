import { Agent, type IncomingMessage, request } from 'node:http';
import type { Sample } from './generator.ts';
import { GATEWAY_ERROR, LATE_MS, type Lane, type LaneOptions, lookupLoopback } from './lane.ts';
import type { FailureKind, Tally } from './tally.ts';

/** Posts each window on kept-alive connections; never repeats a request, so every failure shows. */
export function openRestLane({ baseUrl, authorization, tally }: LaneOptions): Lane {
  const agent = new Agent({ keepAlive: true, scheduling: 'lifo', lookup: lookupLoopback });
  const url = new URL('/api/predictions', baseUrl);
  const open = new Set<Promise<void>>();

  const ask = async (samples: readonly Sample[]) => {
    const started = performance.now();
    try {
      const answer = await post(url, { agent, authorization, samples });
      count(answer, { ms: performance.now() - started, tally });
    } catch (error) {
      const { message, code } = error as NodeJS.ErrnoException;
      tally.failed(KINDS[code ?? ''] ?? 'closed', message);
    }
  };
  return {
    send(samples) {
      tally.sent();
      const asked = ask(samples).then(() => {
        open.delete(asked);
      });
      open.add(asked);
    },
    async close() {
      await Promise.all(open);
      agent.destroy();
    },
  };
}

const KINDS: Readonly<Record<string, FailureKind>> = { ECONNREFUSED: 'refused', LATE: 'late' };

interface Answered {
  readonly response: IncomingMessage;
  readonly text: string;
}

interface Posted {
  readonly agent: Agent;
  readonly authorization: string;
  readonly samples: readonly Sample[];
}

/** Resolves with a whole answer; rejects when the connection ends before, or with code `LATE`. */
function post(url: URL, { agent, authorization, samples }: Posted): Promise<Answered> {
  const body = JSON.stringify({ rateHz: 50, samples });
  const headers = {
    authorization,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise<Answered>((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      readText(response).then((text) => resolve({ response, text }), reject);
    });
    const late = Object.assign(new Error(`no answer within ${LATE_MS} ms`), { code: 'LATE' });
    const timer = setTimeout(() => asked.destroy(late), LATE_MS);
    asked.once('error', reject);
    asked.once('close', () => clearTimeout(timer));
    asked.end(body);
  });
}

function count({ response, text }: Answered, { ms, tally }: { ms: number; tally: Tally }): void {
  const { statusCode = 0, headers } = response;
  const mark = headers[GATEWAY_ERROR];
  if (statusCode >= 500 && mark !== undefined) tally.failed('gateway', `${statusCode} ${mark}`);
  else tally.answered({ status: String(statusCode), ms, modelVersion: versionIn(text) });
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response) text += chunk;
  return text;
}

function versionIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { modelVersion?: unknown } | null)?.modelVersion;
  } catch {
    return undefined;
  }
}

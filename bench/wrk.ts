import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Measured {
  /** Requests a second. */
  readonly rate: number;
  readonly p99: number;
  readonly failed: number;
}

/** One thread and 64 connections; `script` ends with `DONE`. */
export async function wrk(port: number, seconds: number, script: string): Promise<Measured> {
  const options = ['-t1', '-c64', `-d${seconds}s`, '-s', script, `http://127.0.0.1:${port}/`];
  const { stdout } = await promisify(execFile)('wrk', options);
  const found = /RATE (\d+) P99 (\d+) FAILED (\d+)/.exec(stdout);
  if (!found) throw new Error(`wrk said: ${stdout}`);
  return { rate: Number(found[1]), p99: Number(found[2]) / 1_000, failed: Number(found[3]) };
}

/** What ends a script of clients: it asks in turn, and prints what `wrk` reads. */
export const DONE = `
local at = 0
function request()
  at = at % #requests + 1
  return requests[at]
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('RATE %.0f P99 %.0f FAILED %d\\n', summary.requests / summary.duration * 1e6,
    latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
`;

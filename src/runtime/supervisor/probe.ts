import { request } from 'node:http';
import { connect } from 'node:net';

const PATIENCE = 2_000;

/** What a loopback server answers to a request that is no user's: its status, or undefined. */
export const askInstance = (
  port: number,
  method: string,
  path: string,
): Promise<number | undefined> =>
  new Promise((done) => {
    const headers = { 'x-hanok-synthetic': '1' };
    const asked = request(
      { host: '127.0.0.1', port, method, path, timeout: PATIENCE, headers, agent: false },
      (answer) => {
        answer.resume();
        answer.once('end', () => done(answer.statusCode));
        answer.once('error', () => done(undefined));
      },
    );
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => done(undefined));
    asked.end();
  });

/** Whether a loopback server answers a path with 2xx. */
export async function answersWell(port: number, path: string): Promise<boolean> {
  const status = await askInstance(port, 'GET', path);
  return status !== undefined && status >= 200 && status < 300;
}

/** Sends words over a fresh connection; answers what came back first, or '' on any trouble. */
export const exchange = (port: number, words: string): Promise<string> =>
  new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: PATIENCE });
    const finish = (answer: string) => {
      socket.destroy();
      done(answer);
    };
    socket.once('connect', () => socket.write(words));
    socket.once('data', (data) => finish(data.toString('utf8')));
    for (const trouble of ['error', 'timeout', 'close'] as const)
      socket.once(trouble, () => finish(''));
  });

/** Whether anything accepts connections. */
export const accepts = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: PATIENCE });
    const finish = (open: boolean) => {
      socket.destroy();
      done(open);
    };
    socket.once('connect', () => finish(true));
    for (const trouble of ['error', 'timeout'] as const) socket.once(trouble, () => finish(false));
  });

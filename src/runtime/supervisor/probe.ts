import { get } from 'node:http';
import { connect } from 'node:net';

const PATIENCE = 2_000;

/** Whether a loopback server answers a path with 2xx. */
export const answersWell = (port: number, path: string): Promise<boolean> =>
  new Promise((done) => {
    const request = get(
      {
        host: '127.0.0.1',
        port,
        path,
        timeout: PATIENCE,
        headers: { 'x-hanok-synthetic': '1' },
        agent: false,
      },
      (answer) => {
        answer.resume();
        const { statusCode = 0 } = answer;
        answer.once('end', () => done(statusCode >= 200 && statusCode < 300));
        answer.once('error', () => done(false));
      },
    );
    request.once('timeout', () => request.destroy());
    request.once('error', () => done(false));
  });

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

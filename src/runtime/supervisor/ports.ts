import { createServer } from 'node:net';

/** A port free on loopback a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((done, refuse) => {
    const server = createServer();
    server.once('error', refuse);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

/** Whether somebody listens on a loopback port. */
export const isTaken = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(true));
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => done(false)));
  });

import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** What one kind of traffic came to. */
export interface Told {
  /** Finished as they should. */
  readonly whole: number;
  /** Everything else, in words. */
  readonly lost: readonly string[];
}

type IsOver = () => boolean;
type Once = (isOver: IsOver) => Promise<void>;

/** Some clients that do one thing after another until stopped; a thing under way is finished. */
function repeat(clients: number, act: Once) {
  let stopped = false;
  let whole = 0;
  const lost: string[] = [];
  const client = async (): Promise<void> => {
    while (!stopped) {
      await act(() => stopped).then(
        () => {
          whole += 1;
        },
        (cause: unknown) => lost.push(cause instanceof Error ? cause.message : String(cause)),
      );
    }
  };
  const all = Promise.all(Array.from({ length: clients }, client));
  return {
    async stop(): Promise<Told> {
      stopped = true;
      await all;
      return { whole, lost };
    },
  };
}

/** An upload of 20 pieces over a second, whose every byte has to arrive. */
export async function upload(address: string, pieces = 20): Promise<void> {
  const req = request(address, { method: 'POST', path: '/upload', agent: false });
  const answered = once(req, 'response');
  // The write below may outlive an answer that came too early.
  answered.catch(() => undefined);
  for (let piece = 0; piece < pieces; piece += 1) {
    req.write('x'.repeat(5_000));
    await pause(50);
  }
  req.end();
  const [res] = await answered;
  const words = (await res.setEncoding('utf8').toArray()).join('');
  const { bytes } = res.statusCode === 200 ? JSON.parse(words) : { bytes: -1 };
  if (bytes !== pieces * 5_000) throw new Error(`upload: ${res.statusCode}, ${bytes} bytes`);
}

/** A download of so many lines, twenty a second, whose last one has to come. */
export async function download(address: string, lines = 30): Promise<void> {
  const req = request(address, { path: `/download?lines=${lines}`, agent: false }).end();
  const [res] = await once(req, 'response');
  const words = (await res.setEncoding('utf8').toArray()).join('');
  if (!words.endsWith(`end of ${lines}\n`)) throw new Error(`download: ${res.statusCode}`);
}

/** Events until the service says goodbye, or all is over. An end without a word is a loss. */
async function listen(address: string, isOver: IsOver): Promise<void> {
  const req = request(address, { path: '/events', agent: false }).end();
  const [res] = await once(req, 'response');
  if (res.statusCode !== 200) throw new Error(`events: ${res.statusCode}`);
  let last = '';
  for await (const chunk of res.setEncoding('utf8')) {
    last = chunk;
    if (isOver()) return;
  }
  if (!last.includes('bye')) throw new Error('events: ended without a word');
}

const COME_BACK = [1001, 1012];

/**
 * A WebSocket that asks and waits for its answer, twenty times a second, until it is told to come back
 * or all is over. Only a question that crosses with the goodbye has no answer.
 */
async function talk(address: string, isOver: IsOver, comeBack: () => void): Promise<void> {
  const socket = new WebSocket(address.replace('http', 'ws'));
  const closed = once(socket, 'close') as Promise<[number]>;
  socket.on('error', () => undefined);
  await Promise.race([once(socket, 'open'), closed]);
  while (socket.readyState === WebSocket.OPEN && !isOver()) {
    const answered = once(socket, 'message').then(() => true);
    socket.send('ask');
    const silence = pause(5_000, false, { ref: false });
    if (!(await Promise.race([answered, closed, silence]))) throw new Error('socket: no answer');
    await pause(50);
  }
  socket.close(1_000);
  const [code] = await closed;
  if (COME_BACK.includes(code)) comeBack();
  else if (code !== 1_000 && code !== 1_005) throw new Error(`socket: closed with ${code}`);
}

/** Everything at once. */
export function everything(address: string) {
  let cameBack = 0;
  const comeBack = (): void => {
    cameBack += 1;
  };
  const kinds = {
    uploads: repeat(3, () => upload(address)),
    downloads: repeat(3, () => download(address)),
    events: repeat(3, (isOver) => listen(address, isOver)),
    sockets: repeat(3, (isOver) => talk(address, isOver, comeBack)),
  };
  return {
    /** `cameBack`: WebSockets that were told to connect again. */
    async stop(): Promise<Readonly<Record<keyof typeof kinds, Told>> & { cameBack: number }> {
      const [uploads, downloads, events, sockets] = await Promise.all([
        kinds.uploads.stop(),
        kinds.downloads.stop(),
        kinds.events.stop(),
        kinds.sockets.stop(),
      ]);
      return { uploads, downloads, events, sockets, cameBack };
    },
  };
}

import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createSecureContext, type SecureContextOptions, type Server } from 'node:tls';
import { errorPage } from './error-pages.ts';
import { tableFailure } from './failures.ts';
import { printHead } from './print-head.ts';
import type { TableTls } from './table.ts';

/** The first byte of everything that begins to speak TLS. */
const HANDSHAKE = 0x16;
/** How long a connection may stay without a word. */
const SILENCE_MS = 60_000;

/** What the files hold, once it is known to be of use; a Failure says which table member is not. */
export function readCertificate({ cert, key }: TableTls): SecureContextOptions {
  const options = {
    cert: readFileAt(cert, 'listen.tls.cert'),
    key: readFileAt(key, 'listen.tls.key'),
    minVersion: 'TLSv1.2',
  } as const;
  try {
    createSecureContext(options);
  } catch (cause) {
    const reason = {
      en: 'certificate and key do not fit together, or are no PEM files',
      ko: '인증서와 키가 서로 맞지 않거나 PEM 파일이 아니다',
    };
    throw tableFailure('listen.tls', reason, cause);
  }
  return options;
}

function readFileAt(path: string, at: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw tableFailure(
      at,
      { en: `cannot read ${path}: ${code}`, ko: `${path}을(를) 읽을 수 없다: ${code}` },
      cause,
    );
  }
}

/** Makes a server of TLS tell those who speak plain HTTP to it, instead of hanging up on them. */
export function answerPlainHttp(server: Server): void {
  const [secure] = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => socket.destroy());
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      if (first[0] !== HANDSHAKE) {
        refusePlain(socket);
        return;
      }
      socket.setTimeout(0).removeAllListeners('timeout');
      socket.unshift(first);
      secure?.call(server, socket);
    });
  });
}

function refusePlain(socket: Socket): void {
  const { status, headers, body } = errorPage('tls-needed', undefined);
  socket.end(printHead(`${status} Bad Request`, [...headers, 'connection', 'close']) + body);
  // What else it sends must be read, or its connection ends with a reset before it has our answer.
  socket.resume();
}

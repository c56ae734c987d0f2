import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { Failure, type Text } from '#kernel';

/** One verb of a supervisor: takes JSON, may say progress line by line, answers JSON. */
export type Verb = (input: unknown, say: (progress: unknown) => void) => Promise<unknown>;

type Line =
  | { readonly progress: unknown }
  | { readonly done: unknown }
  | { readonly failed: { readonly code: string; readonly text: Text; readonly hint?: Text } };

/** Serves verbs on a Unix socket that only its owner may open. One JSON line per message. */
export async function serveControl(
  path: string,
  verbs: Readonly<Record<string, Verb>>,
): Promise<{ close(): Promise<void> }> {
  rmSync(path, { force: true });
  const server = createServer((asked, answer) => {
    const say = (line: Line): void => void answer.write(`${JSON.stringify(line)}\n`);
    serve(asked, verbs, say).then(
      () => answer.end(),
      () => answer.destroy(),
    );
  });
  await new Promise<void>((done, refuse) => {
    server.once('error', refuse);
    server.listen(path, done);
  });
  chmodSync(path, 0o600);
  return { close: () => close(server, path) };
}

async function serve(
  asked: IncomingMessage,
  verbs: Readonly<Record<string, Verb>>,
  say: (line: Line) => void,
): Promise<void> {
  try {
    const name = asked.url?.slice(1) ?? '';
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (!verb)
      throw new Failure('runtime/unknown-verb', {
        en: `the supervisor does not know '${name}'`,
        ko: `supervisor가 '${name}'을 모른다`,
      });
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(chunk as Buffer);
    const input =
      chunks.length > 0
        ? (JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown)
        : undefined;
    say({ done: (await verb(input, (progress) => say({ progress }))) ?? null });
  } catch (cause) {
    const failure =
      cause instanceof Failure
        ? cause
        : new Failure('runtime/supervisor-bug', {
            en: String((cause as Error).stack ?? cause),
            ko: String((cause as Error).stack ?? cause),
          });
    say({
      failed: {
        code: failure.code,
        text: failure.text,
        ...(failure.hint && { hint: failure.hint }),
      },
    });
  }
}

function close(server: Server, path: string): Promise<void> {
  rmSync(path, { force: true });
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

/**
 * Calls a supervisor's verb. What it fails with is thrown here again; nobody there is
 * runtime/not-supervised.
 */
export function callControl(
  path: string,
  verb: string,
  input?: unknown,
  heard: (progress: unknown) => void = () => undefined,
): Promise<unknown> {
  return new Promise((done, refuse) => {
    const asked = request({ socketPath: path, path: `/${verb}`, method: 'POST' }, (answer) => {
      let rest = '';
      let last: Line | undefined;
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const read = JSON.parse(line) as Line;
          if ('progress' in read) heard(read.progress);
          else last = read;
        }
      });
      answer.once('close', () => settle(last, done, refuse));
    });
    asked.once('error', (cause) => refuse(absent(cause)));
    asked.end(input === undefined ? undefined : JSON.stringify(input));
  });
}

function settle(
  last: Line | undefined,
  done: (value: unknown) => void,
  refuse: (cause: Failure) => void,
): void {
  if (last && 'done' in last) done(last.done);
  else if (last && 'failed' in last)
    refuse(
      new Failure(
        last.failed.code,
        last.failed.text,
        last.failed.hint ? { hint: last.failed.hint } : {},
      ),
    );
  else refuse(absent(undefined));
}

const absent = (cause: unknown) =>
  new Failure(
    'runtime/not-supervised',
    { en: 'no supervisor answers here', ko: '여기에는 응답하는 supervisor가 없다' },
    {
      hint: {
        en: 'Run `hanok up`: it adopts what still runs.',
        ko: '`hanok up`을 실행한다. 아직 돌고 있는 것을 이어받는다.',
      },
      retry: 'later',
      cause,
    },
  );

import type { IncomingMessage, ServerResponse } from 'node:http';
import { reasonOf } from '../log.ts';
import type { Frame } from '../parts.ts';
import { type Answer, corsFor, send, toAnswer } from './answer.ts';
import { openRoutes } from './routes.ts';

const NOT_FOUND: Answer = {
  status: 404,
  body: { error: { code: 'not-found', message: 'There is nothing here.' } },
};

/** Answers every request exactly once, whatever a route does. */
export function openHandler(frame: Frame, pages: ReadonlyMap<string, Answer>) {
  const { metrics, log, settings } = frame;
  const routes = openRoutes();
  const paths = new Set([...routes.keys()].map((key) => key.split(' ')[1]));
  const requests = metrics.counter('posture_requests_total', 'Requests by route and status.');
  const durations = metrics.histogram('posture_request_seconds', 'From request to answer.');

  /** The answer to a request, and the name it is counted under. */
  const find = async (request: IncomingMessage): Promise<readonly [string, Answer]> => {
    const method = request.method === 'HEAD' ? 'GET' : String(request.method);
    const url = new URL(request.url ?? '/', 'http://service');
    const key = `${method} ${url.pathname}`;
    const route = routes.get(key);
    if (route) return [key, await route({ frame, request, url }).catch(refuse)];
    return findElsewhere(request, { method, path: url.pathname });
  };
  const findElsewhere = (
    request: IncomingMessage,
    { method, path }: { method: string; path: string },
  ): readonly [string, Answer] => {
    const page = method === 'GET' ? pages.get(path) : undefined;
    if (page) return ['page', unlessKnown(request, page)];
    if (method === 'OPTIONS') return ['preflight', { status: 204 }];
    return ['unknown', paths.has(path) ? notAllowed(path) : NOT_FOUND];
  };
  const refuse = (error: unknown) => {
    const answer = toAnswer(error);
    if (answer.status === 500) log('error', 'request failed', { reason: reasonOf(error) });
    return answer;
  };
  const notAllowed = (path: string): Answer => {
    const known = [...routes.keys()].filter((key) => key.endsWith(` ${path}`));
    const allow = known.map((key) => key.split(' ')[0]).join(', ');
    const message = `Use ${allow}.`;
    return { status: 405, headers: { allow }, body: { error: { code: 'method', message } } };
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const started = performance.now();
    const [route, answer] = await find(request).catch(
      (error) => ['unknown', refuse(error)] as const,
    );
    const cors = corsFor(request, settings.allowedOrigins);
    send(response, answer, { isLast: frame.isDraining(), cors });
    const ms = performance.now() - started;
    requests.add({ route, status: String(answer.status) });
    durations.observe(ms / 1_000, { route });
    log('debug', 'request', { route, status: answer.status, ms: Number(ms.toFixed(2)) });
  };
}

function unlessKnown(request: IncomingMessage, page: Answer): Answer {
  if (request.headers['if-none-match'] !== page.headers?.etag) return page;
  return { status: 304, headers: { etag: page.headers?.etag ?? '' } };
}

import type { IncomingMessage } from 'node:http';
import type { Frame } from '../parts.ts';
import { createSession, createUser, deleteSession } from './account-routes.ts';
import type { Answer } from './answer.ts';
import { getHealth, getMetrics, getReady, openSmoke } from './watch-routes.ts';
import { getModels, getPredictions, postActiveModel, postPrediction } from './work-routes.ts';

export interface Call {
  readonly frame: Frame;
  readonly request: IncomingMessage;
  readonly url: URL;
}

export type Route = (call: Call) => Promise<Answer>;

/** Every route by `METHOD path`; the key is also its name in the metrics. */
export function openRoutes(): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    ['POST /api/predictions', postPrediction],
    ['GET /api/predictions', getPredictions],
    ['GET /api/models', getModels],
    ['POST /api/models/active', postActiveModel],
    ['POST /api/users', createUser],
    ['POST /api/sessions', createSession],
    ['DELETE /api/sessions', deleteSession],
    ['GET /health', getHealth],
    ['GET /ready', getReady],
    ['GET /metrics', getMetrics],
    ['GET /smoke', openSmoke()],
  ]);
}

import { readFileSync } from 'node:fs';
import { CALIBRATION } from '../calibration.ts';
import { reasonOf } from '../log.ts';
import { tooMany } from '../predicting.ts';
import { predict } from '../predictor.ts';
import { readWindow } from '../window.ts';
import type { Answer } from './answer.ts';
import type { Call, Route } from './routes.ts';

const SMOKE_PER_SECOND = 50;

/** The process only: a restart would not bring the database back. */
export async function getHealth({ frame }: Call): Promise<Answer> {
  const { release, instance } = frame.settings;
  return { status: 200, body: { status: 'live', release, instance } };
}

export async function getReady({ frame }: Call): Promise<Answer> {
  if (frame.isDraining()) return { status: 503, body: { status: 'draining' } };
  const parts = frame.parts();
  try {
    await parts.probe();
  } catch (error) {
    frame.log('debug', 'not ready', { reason: reasonOf(error) });
    return { status: 503, body: { status: 'stores away' } };
  }
  return { status: 200, body: { status: 'ready', model: parts.active.current().forest.version } };
}

export async function getMetrics({ frame }: Call): Promise<Answer> {
  const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };
  return { status: 200, headers, body: frame.metrics.print() };
}

/** The whole way from a window to a label without login, row or cache; limited for all together. */
export function openSmoke(): Route {
  const file = readFileSync(new URL('../smoke.json', import.meta.url), 'utf8');
  const window = readWindow(JSON.parse(file));
  let [second, used] = [0, 0];
  return async ({ frame }) => {
    const now = Math.floor(performance.now() / 1_000);
    [second, used] = [now, now === second ? used + 1 : 1];
    if (used > SMOKE_PER_SECOND) throw tooMany(1_000);
    const prediction = predict(frame.parts().active.current(), window);
    const { release } = frame.settings;
    return { status: 200, body: { ...prediction, calibration: CALIBRATION, release } };
  };
}

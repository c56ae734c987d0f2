import { authenticate } from '../authenticate.ts';
import { Refusal } from '../refusal.ts';
import { asRecord, readWindow } from '../window.ts';
import type { Answer } from './answer.ts';
import { readJson } from './body.ts';
import type { Call } from './routes.ts';

/** Marks a request of a probe or a smoke test. */
export const SYNTHETIC_HEADER = 'x-hanok-synthetic';

export async function postPrediction(call: Call): Promise<Answer> {
  const principal = await principalOf(call);
  const window = readWindow(await readJson(call.request));
  const synthetic = call.request.headers[SYNTHETIC_HEADER] === '1';
  const { predicting } = call.frame.parts();
  return { status: 200, body: await predicting({ principal, window, synthetic }) };
}

export async function getPredictions(call: Call): Promise<Answer> {
  const { pseudonym } = await principalOf(call);
  const limit = Number(call.url.searchParams.get('limit') ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new Refusal(400, 'limit', '"limit" must be a whole number from 1 to 200.');
  const predictions = await call.frame.parts().predictions.latest(pseudonym, limit);
  return { status: 200, body: { predictions } };
}

export async function getModels(call: Call): Promise<Answer> {
  await principalOf(call);
  const { models, active } = call.frame.parts();
  const current = active.current().forest.version;
  const list = [...models.values()].map(({ forest, digest, measured }) => ({
    version: forest.version,
    digest,
    active: forest.version === current,
    balancedAccuracy: measured?.balancedAccuracy,
  }));
  return { status: 200, body: { models: list } };
}

export async function postActiveModel(call: Call): Promise<Answer> {
  const { kind, pseudonym } = await principalOf(call);
  if (kind !== 'user') throw new Refusal(403, 'users-only', 'Only a user may switch the model.');
  const { version } = asRecord(await readJson(call.request));
  if (typeof version !== 'string') throw new Refusal(400, 'version', '"version" must be text.');
  if (!(await call.frame.parts().active.choose(version, pseudonym)))
    throw new Refusal(404, 'no-such-version', 'There is no model of this version.');
  return { status: 200, body: { version } };
}

function principalOf({ frame, request }: Call) {
  const { accounts } = frame.parts();
  return authenticate(request.headers.authorization, { settings: frame.settings, accounts });
}

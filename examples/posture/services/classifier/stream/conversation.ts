import { parseJson } from '../http/body.ts';
import type { Principal } from '../identity.ts';
import type { Predicting } from '../predicting.ts';
import type { Prediction } from '../predictor.ts';
import { Refusal } from '../refusal.ts';
import { asRecord, readSamples, readWindow, type Window } from '../window.ts';
import { openSliding } from './sliding.ts';

type Id = string | number;
export type Reply =
  | ({ readonly id?: Id } & Prediction)
  | { readonly id?: Id; readonly error: { readonly code: string; readonly message: string } };

/** More samples at once than 10 s at 50 Hz are no stream. */
const MAX_BATCH = 500;

/** Answers one client's messages: a window each, or batches of samples that slide through windows. */
export function openConversation(
  principal: Principal,
  { predicting, onFault }: { predicting: Predicting; onFault: (error: unknown) => void },
): (text: string) => Promise<readonly Reply[]> {
  const sliding = openSliding();
  return async (text) => {
    let named: { id?: Id } = {};
    try {
      const message = asRecord(parseJson(text));
      named = nameOf(message);
      const replies: Reply[] = [];
      for (const window of windowsIn(message, sliding.push))
        replies.push({ ...named, ...(await predicting({ principal, window, synthetic: false })) });
      return replies;
    } catch (error) {
      if (!(error instanceof Refusal)) onFault(error);
      return [{ ...named, error: toWords(error) }];
    }
  };
}

/** `rateHz` marks a whole window; samples without it are the next of an endless row at 50 Hz. */
function windowsIn(
  message: Record<string, unknown>,
  push: (samples: Float64Array) => readonly Window[],
): readonly Window[] {
  const { rateHz, samples } = message;
  if (rateHz !== undefined) return [readWindow(message)];
  if (!Array.isArray(samples) || samples.length === 0 || samples.length > MAX_BATCH)
    throw new Refusal(400, 'samples', `"samples" must hold 1 to ${MAX_BATCH} samples.`);
  return push(readSamples(samples));
}

function nameOf({ id }: Record<string, unknown>): { id?: Id } {
  const isShort = typeof id === 'string' && id.length <= 64;
  return isShort || typeof id === 'number' ? { id: id as Id } : {};
}

function toWords(error: unknown): { code: string; message: string } {
  if (error instanceof Refusal) return { code: error.code, message: error.message };
  return { code: 'internal', message: 'The service could not answer this window.' };
}

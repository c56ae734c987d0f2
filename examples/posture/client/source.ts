import { loadRecordings } from '../services/classifier/train/recordings.ts';
import { openGenerator, type Sample } from './generator.ts';

/** Gives the next window to send. */
export type Source = () => readonly Sample[];

const AXES = 6;
/** Odd and not a divisor of a usual count: neighbours in a play are of different people. */
const STRIDE = 997;

/** Windows of the recordings folder when it holds any, otherwise made by the generator. */
export async function openSource(recordings: string | undefined, seed: number): Promise<Source> {
  const found = recordings === undefined ? undefined : await loadRecordings(recordings);
  if (recordings !== undefined && !found) throw new Error(`no recordings in ${recordings}`);
  if (!found) {
    const generator = openGenerator(seed);
    return () => generator.window(generator.activity());
  }
  let turn = seed;
  return () => {
    turn += STRIDE;
    const { window } = found.windows[turn % found.windows.length] ?? { window: [] };
    return Array.from(
      { length: window.length / AXES },
      (_, row) => [...window.slice(row * AXES, (row + 1) * AXES)] as unknown as Sample,
    );
  };
}

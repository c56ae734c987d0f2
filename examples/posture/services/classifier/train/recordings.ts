import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AXES, SAMPLES, type Window } from '../window.ts';

/** One labelled window of one person. */
export interface Recorded {
  readonly person: string;
  readonly label: string;
  readonly window: Window;
}

export interface Recordings {
  readonly people: readonly string[];
  readonly labels: readonly string[];
  readonly windows: readonly Recorded[];
}

/** Where the recordings folder is unless somebody says otherwise, from the repository's root. */
export const USUAL_FOLDER = '../shared/data/imu';

const HEADER = 'activity,ax,ay,az,gx,gy,gz';
/** Half a window: neighbours overlap by 50 %, as they do on a stream. */
const STEP = SAMPLES / 2;

/** Reads every `subject-NN.csv.gz` of a folder; undefined when there is none. */
export async function loadRecordings(folder: string): Promise<Recordings | undefined> {
  const files = await readdir(folder).catch(() => []);
  const names = files.filter((name) => /^subject-\d+\.csv\.gz$/.test(name)).sort();
  if (names.length === 0) return undefined;
  const windows: Recorded[] = [];
  for (const name of names) {
    const text = gunzipSync(await readFile(join(folder, name))).toString('utf8');
    windows.push(...cut(text, name.slice(0, -'.csv.gz'.length)));
  }
  return {
    people: names.map((name) => name.slice(0, -'.csv.gz'.length)),
    labels: [...new Set(windows.map(({ label }) => label))].sort(),
    windows,
  };
}

function cut(text: string, person: string): Recorded[] {
  const [header, ...lines] = text.trimEnd().split('\n');
  if (header !== HEADER) throw new Error(`${person}: the first line must be ${HEADER}`);
  const byLabel = new Map<string, number[]>();
  for (const line of lines) {
    const [label = '', ...values] = line.split(',');
    const track = byLabel.get(label) ?? [];
    byLabel.set(label, track);
    track.push(...values.map(Number));
  }
  return [...byLabel].flatMap(([label, track]) =>
    windowsOf(track).map((window) => ({ person, label, window })),
  );
}

function windowsOf(track: readonly number[]): Window[] {
  const rows = track.length / AXES;
  const found: Window[] = [];
  for (let row = 0; row + SAMPLES <= rows; row += STEP)
    found.push(Float64Array.from(track.slice(row * AXES, (row + SAMPLES) * AXES)));
  return found;
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { TextFiles } from './ports.ts';

/** What `hanok synth` wrote into a folder, so that what somebody edited since is known. */
export interface Manifest {
  /** Path to digest, as they stand. */
  readonly files: Readonly<Record<string, string>>;
  /** What was about to be written when this was: a run that was cut short leaves either. */
  readonly writing: Readonly<Record<string, string>>;
}

const FILE = 'hanok.files.json';
const NOTHING: Manifest = { files: {}, writing: {} };

export const digestOfText = (text: string): string =>
  createHash('sha256').update(text).digest('hex');

/** Nothing where there is none, or none that can be read: then every file that differs counts as edited. */
export function readManifest(files: TextFiles, folder: string): Manifest {
  const words = files.read(join(folder, FILE));
  if (words === undefined) return NOTHING;
  try {
    const read = JSON.parse(words) as { version?: unknown; files?: unknown; writing?: unknown };
    if (read.version !== 1) return NOTHING;
    return { files: digestsIn(read.files), writing: digestsIn(read.writing) };
  } catch {
    return NOTHING;
  }
}

export function writeManifest(files: TextFiles, folder: string, manifest: Manifest): void {
  const { writing } = manifest;
  const whole = {
    version: 1,
    files: sorted(manifest.files),
    ...(Object.keys(writing).length > 0 && { writing: sorted(writing) }),
  };
  files.write(join(folder, FILE), `${JSON.stringify(whole, null, 2)}\n`);
}

/** Whether a text is one that a run of ours left there. */
export const isKnown = ({ files, writing }: Manifest, path: string, text: string): boolean => {
  const found = digestOfText(text);
  return files[path] === found || writing[path] === found;
};

/** A path that leads out of the folder is nobody's: files are taken away by this list. */
function digestsIn(value: unknown): Record<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && isInside(entry[0]),
    ),
  );
}

const isInside = (path: string): boolean =>
  !path.startsWith('/') &&
  !path.split('/').some((step) => step === '' || step === '.' || step === '..');

const sorted = (digests: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(digests).sort(([a], [b]) => (a < b ? -1 : 1)));

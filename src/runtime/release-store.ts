import { createHash } from 'node:crypto';
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOf, Failure, withParticle } from '#kernel';
import { onDisk, readState, writeState } from './state-file.ts';

/** Everything a version of a service is; rolled out, and rolled back, as one. */
export interface Release {
  readonly version: 1;
  readonly service: string;
  /** SHA-256 over all of the below. */
  readonly digest: string;
  readonly command: readonly string[];
  readonly configuration: Readonly<Record<string, string>>;
  /** Secret name to the version it was made with. */
  readonly secrets: Readonly<Record<string, number>>;
  /** The schema it is written for, and the oldest code that runs on it. */
  readonly schema?: { readonly version: number; readonly compatibleSince: number };
  /** What it answers to callers, and what it asks of the services it calls. */
  readonly contracts?: {
    readonly offers?: readonly string[];
    readonly asks?: Readonly<Record<string, string>>;
  };
  /** Path to digest, sorted. */
  readonly files: Readonly<Record<string, string>>;
}

export interface ReleaseSource {
  readonly service: string;
  /** The build output; none for a program of the system. */
  readonly folder: string | undefined;
  readonly ignore: readonly string[];
  readonly command: readonly string[];
  readonly configuration: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, number>>;
  readonly schema?: Release['schema'];
  readonly contracts?: Release['contracts'];
}

const NEVER = ['.env*', '.git', '.hanok', '*.test.ts'];

/**
 * Copies build output to a place named by its content, read-only. Idempotent: the same content is
 * the same release. A copy cut short leaves a draft that the next one replaces.
 */
export function storeRelease(source: ReleaseSource, homeOf: (digest: string) => string): Release {
  const { folder } = source;
  const files = folder === undefined ? {} : digestFolder(folder, [...NEVER, ...source.ignore]);
  if (folder !== undefined && Object.keys(files).length === 0) throw empty(source.service, folder);
  const { service, command, configuration, secrets, schema, contracts } = source;
  const content = {
    service,
    command,
    configuration,
    secrets,
    ...(schema && { schema }),
    ...(contracts && { contracts }),
    files,
  };
  const release: Release = { version: 1, digest: digestOf(content).slice(0, 16), ...content };
  const home = homeOf(release.digest);
  if (existsSync(join(home, 'release.json'))) return release;
  onDisk(home, () => keep(release, folder ?? '', home));
  return release;
}

/** The name comes last: a copy cut short is a draft that nobody mistakes for a release. */
function keep(release: Release, folder: string, home: string): void {
  const draft = `${home}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(join(draft, 'files'), { recursive: true });
  for (const path of Object.keys(release.files))
    copyOne(join(folder, path), join(draft, 'files', path));
  writeState(join(draft, 'release.json'), release, 0o444);
  rmSync(home, { recursive: true, force: true });
  renameSync(draft, home);
}

/** A stored release. Fails with runtime/release-missing. */
export function readRelease(home: string): Release {
  const release = readState<Release>(join(home, 'release.json'), 1);
  if (release) return release;
  throw new Failure(
    'runtime/release-missing',
    { en: `the release ${home} is not there`, ko: `릴리스 ${withParticle(home, '이/가')} 없다` },
    { hint: { en: 'Deploy it again.', ko: '다시 배포한다.' } },
  );
}

/** The schema a stored release is written for; undefined when it says none, or is not there. */
export const schemaOf = (home: string): Release['schema'] =>
  readState<Release>(join(home, 'release.json'), 1)?.schema;

/** Where a release's files are run from. */
export const filesOf = (home: string): string => join(home, 'files');

function digestFolder(folder: string, ignore: readonly string[]): Record<string, string> {
  const patterns = ignore.map(toPattern);
  const found: Record<string, string> = {};
  const visit = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (patterns.some((pattern) => pattern.test(entry.name))) continue;
      const path = join(below, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile()) found[path] = digestFile(join(folder, path));
    }
  };
  try {
    visit('');
  } catch (cause) {
    throw new Failure(
      'runtime/release-unreadable',
      {
        en: `could not read ${folder}: ${(cause as Error).message}`,
        ko: `${withParticle(folder, '을/를')} 읽지 못했다: ${(cause as Error).message}`,
      },
      {
        hint: { en: 'Check `run.folder` in the plan.', ko: '계획의 `run.folder`를 확인한다.' },
        cause,
      },
    );
  }
  return found;
}

/** A name with `*` for any letters. */
const toPattern = (words: string): RegExp =>
  new RegExp(
    `^${words
      .split('*')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );

/** Whether a file runs belongs to what it is. */
function digestFile(path: string): string {
  const runs = (lstatSync(path).mode & 0o100) !== 0 ? 'x' : '-';
  return createHash('sha256').update(runs).update(readFileSync(path)).digest('hex');
}

function copyOne(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  chmodSync(to, lstatSync(from).mode & 0o555);
}

const empty = (service: string, folder: string) =>
  new Failure(
    'runtime/release-empty',
    { en: `${service} has no file in ${folder}`, ko: `${folder}에 ${service}의 파일이 없다` },
    {
      hint: {
        en: 'Build the service first, or check `run.folder` in the plan.',
        ko: '먼저 서비스를 빌드하거나 계획의 `run.folder`를 확인한다.',
      },
    },
  );

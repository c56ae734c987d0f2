import { type ResolvedJob, type ResolvedService, settlePort } from '#model';

/** What an image is made for. */
export type Running = ResolvedService | ResolvedJob;

export type Family = 'node' | 'python' | 'go' | 'rust' | 'php' | 'static';

/** How an image is made, as far as the plan says it. */
export interface Recipe {
  readonly family: Family;
  /** 'python:3.13-slim': where it is built, and what it runs on. */
  readonly builtIn: string;
  readonly from: string;
  /** Where it answers inside the container. */
  readonly port: number;
  /** The numeric user it runs as. */
  readonly user: number;
  /** What it is started with; undefined when neither the plan nor its base says it. */
  readonly command: readonly string[] | undefined;
}

/** Families by what a runtime is called, the more particular first. */
const FAMILIES: readonly (readonly [string, Family])[] = [
  ['php', 'php'],
  ['python', 'python'],
  ['go', 'go'],
  ['golang', 'go'],
  ['rust', 'rust'],
  ['node', 'node'],
  ['nextjs', 'node'],
  ['nginx', 'static'],
];

/** Above the users that distributions hand out. */
const USER = 10_001;
/** Where PHP-FPM listens, in its official image. */
const FPM = 9000;

/** The recipe of a part, when its runtime is one that has a known way to be built. */
export function recipeOf(part: Running): Recipe | undefined {
  const found = familyOf(part);
  if (!found) return undefined;
  const { family, version } = found;
  const said = part.image?.from?.at(-1);
  const from = said ?? defaultBase(family, version);
  if (from === undefined) return undefined;
  const isFpm = family === 'php' && from.includes('fpm');
  return {
    family,
    from,
    builtIn: builderOf(part, family, version) ?? from,
    port: isFpm ? FPM : settlePort(part as ResolvedService),
    user: part.image?.user ?? USER,
    command: part.run?.command ?? defaultCommand(part, family),
  };
}

/** The folder that is built: where its output is, or the plan's own. */
export const contextOf = (part: Running): string => part.run?.folder ?? '.';

export const isAlpine = (image: string): boolean => image.includes('alpine');
export const isFpm = ({ family, from }: Recipe): boolean =>
  family === 'php' && from.includes('fpm');
/** The language's own version: '3.13' of 'python:3.13'. */
export const versionOf = (part: Running): string | undefined => familyOf(part)?.version;
export const isNext = (part: Running): boolean =>
  part.runtime?.some((word) => /^nextjs(:|$)/.test(word)) ?? false;

function familyOf(
  part: Running,
): { readonly family: Family; readonly version: string | undefined } | undefined {
  const runtimes = part.runtime ?? [];
  for (const [product, family] of FAMILIES) {
    const word = runtimes.find((one) => one === product || one.startsWith(`${product}:`));
    if (word === undefined) continue;
    // The version of Next.js is not the one of the Node it runs on.
    return { family, version: product === 'nextjs' ? undefined : word.split(':')[1] };
  }
  return undefined;
}

/** The official image of a language; a program that needs none runs on what the plan names. */
function defaultBase(family: Family, version: string | undefined): string | undefined {
  if (version === undefined) return undefined;
  switch (family) {
    case 'node':
      return `node:${version}-slim`;
    case 'python':
      return `python:${version}-slim`;
    case 'php':
      return `php:${version}-fpm`;
    case 'static':
      return `nginxinc/nginx-unprivileged:${version}-alpine`;
    default:
      return undefined;
  }
}

/** The plan's own build image; for a Python with a Rust part that is the Python, not the Rust. */
function builderOf(part: Running, family: Family, version: string | undefined): string | undefined {
  const said = part.image?.builtIn;
  if (said !== undefined && !(family === 'python' && said.startsWith('rust'))) return said;
  if (family === 'go' && version !== undefined) return `golang:${version}-alpine`;
  if (family === 'rust' && version !== undefined) return `rust:${version}`;
  if (family === 'python' && said !== undefined && version !== undefined)
    return `python:${version}`;
  return undefined;
}

function defaultCommand(part: Running, family: Family): readonly string[] | undefined {
  switch (family) {
    case 'go':
    case 'rust':
      return [`/usr/local/bin/${part.name}`];
    case 'php':
      return ['php-fpm'];
    case 'static':
      return ['nginx', '-g', 'daemon off;'];
    case 'node':
      // What `next build` with standalone output leaves behind.
      return isNext(part) ? ['node', 'server.js'] : undefined;
    default:
      return undefined;
  }
}

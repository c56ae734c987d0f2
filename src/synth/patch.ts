import type { Finding, Text } from '#kernel';
import type { ResolvedPatch } from '#model';
import type { Body, SynthFile } from './file.ts';
import { Said, type Source, type Tree, type TreeMap } from './source.ts';
import type { SynthContext } from './target.ts';

/**
 * The files below `prefix` with the plan's patches on them. A patch that finds no place for itself is
 * an error: what it was there for is no longer done.
 */
export function applyPatches(
  files: Iterable<SynthFile>,
  prefix: string,
  { plan, report }: Pick<SynthContext, 'plan' | 'report'>,
): Iterable<SynthFile> {
  const patches = plan.patches.filter(({ file }) => file.startsWith(prefix));
  if (patches.length === 0) return files;
  const byPath = new Map(Array.from(files, (file) => [`${prefix}${file.path}`, file]));
  for (const patch of patches) {
    const file = byPath.get(patch.file);
    const body = file && patched(file.body, patch);
    if (file && body) byPath.set(patch.file, { ...file, body });
    else report(lost(patch, file !== undefined));
  }
  return byPath.values();
}

/** Patches for folders that nobody writes: a misspelt environment, a target that the plan has no use for. */
export const strayPatches = (
  patches: readonly ResolvedPatch[],
  prefixes: readonly string[],
): readonly Finding[] =>
  patches
    .filter(({ file }) => !prefixes.some((prefix) => file.startsWith(prefix)))
    .map((patch) => lost(patch, false));

const lost = (patch: ResolvedPatch, isThere: boolean): Finding => ({
  code: 'synth/patch-finds-nothing',
  severity: 'error',
  path: 'patches',
  at: patch.at,
  message: tellLost(patch, isThere),
  hint: {
    en: 'Take it away, or name the place as `hanok synth` writes it now.',
    ko: '지우거나, 지금 `hanok synth`가 쓰는 자리로 고쳐 적는다.',
  },
});

const tellLost = ({ file, object, field, line }: ResolvedPatch, isThere: boolean): Text => {
  const what = line ?? [object, field].filter((one) => one !== undefined).join(' ');
  return isThere
    ? {
        en: `the patch finds no single place for ${what} in ${file}`,
        ko: `${file} 안에서 패치할 자리(${what})가 하나로 정해지지 않는다`,
      }
    : {
        en: `the patch is for ${file}, and no such file is written`,
        ko: `패치가 가리키는 ${file} 파일은 만들어지지 않는다`,
      };
};

function patched(body: Body, patch: ResolvedPatch): Body | undefined {
  const source: Source = { path: 'patches', at: patch.at };
  if (body.kind === 'text') return patchLine(body, patch, source);
  if (patch.field === undefined) return undefined;
  const steps = patch.field
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const value = toTree(patch.value ?? null, source);
  if (body.kind === 'json') {
    const next = set(body.value, steps, value);
    return next === undefined ? undefined : { ...body, value: next as TreeMap };
  }
  const fits = body.documents.filter((one) => isNamed(one, patch.object));
  const [only] = fits;
  if (!only || fits.length > 1) return undefined;
  const next = set(only, steps, value);
  if (next === undefined) return undefined;
  return {
    ...body,
    documents: body.documents.map((one) => (one === only ? (next as TreeMap) : one)),
  };
}

function patchLine(
  body: Extract<Body, { kind: 'text' }>,
  patch: ResolvedPatch,
  source: Source,
): Body | undefined {
  const found = body.lines.filter(({ text }) => text.trimStart() === patch.line);
  if (found.length !== 1) return undefined;
  const lines = body.lines.map((one) => {
    if (one !== found[0]) return one;
    const indent = one.text.slice(0, one.text.length - one.text.trimStart().length);
    return { text: `${indent}${patch.with ?? ''}`, source };
  });
  return { ...body, lines };
}

/** `Deployment/api` of a Kubernetes object; without a name any object. */
function isNamed(document: TreeMap, object: string | undefined): boolean {
  if (object === undefined) return true;
  const { kind, metadata } = document;
  const name = (metadata as TreeMap | undefined)?.name;
  return `${bare(kind)}/${bare(name)}` === object;
}

const bare = (tree: Tree | undefined): unknown => (tree instanceof Said ? tree.value : tree);

/** The tree with one place set; undefined when the way there does not exist. */
function set(tree: Tree, steps: readonly string[], value: Tree): Tree | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (tree instanceof Said || typeof tree !== 'object' || tree === null) return undefined;
  if (Array.isArray(tree)) return setMember(tree as readonly Tree[], { step, rest, value });
  const map = tree as TreeMap;
  const inside = map[step];
  if (inside === undefined && rest.length > 0) return undefined;
  const next = inside === undefined ? value : set(inside, rest, value);
  if (next === undefined) return undefined;
  // Symbols too: the map keeps where it comes from.
  return Object.assign({}, map, { [step]: next });
}

function setMember(
  list: readonly Tree[],
  { step, rest, value }: { step: string; rest: readonly string[]; value: Tree },
): Tree | undefined {
  if (step === '-' && rest.length === 0) return [...list, value];
  const index = /^\d+$/.test(step) ? Number(step) : -1;
  const inside = list[index];
  if (inside === undefined) return undefined;
  const next = set(inside, rest, value);
  return next === undefined ? undefined : list.map((one, at) => (at === index ? next : one));
}

function toTree(value: unknown, source: Source): Tree {
  if (Array.isArray(value)) return value.map((one) => toTree(one, source));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, toTree(one, source)]),
    );
  return new Said(value as string | number | boolean | null, source);
}

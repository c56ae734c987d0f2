import type { Finding, Text } from '#kernel';
import type { Fact, ResolvedPlan } from '#model';
import type { PlacedFile } from '#synth';
import type { System } from '../../expected/systems.ts';
import { synthesiseExample } from '../../gen-golden.ts';
import { type Answered, answersOf } from '../answers.ts';
import type { Anchor, Tellings, Told } from './anchor.ts';
import { ASKED, type Asked, TARGETS_OF } from './asked.ts';
import { dtx } from './dtx.ts';
import { dtxFiles } from './dtx-files.ts';
import { gymFace } from './gym-face.ts';
import { gymFaceFiles } from './gym-face-files.ts';
import { heal7 } from './heal7.ts';
import { images } from './heal7-images.ts';
import { kubernetes } from './heal7-kubernetes.ts';
import { mesh } from './heal7-mesh.ts';
import { pipeline } from './heal7-pipeline.ts';
import { watch } from './heal7-watch.ts';
import { newsforge } from './newsforge.ts';
import { newsforgeFiles } from './newsforge-files.ts';
import { posture } from './posture.ts';
import { postureFiles } from './posture-files.ts';

/** A line of a golden, with what of the plan stands behind it. */
export interface Line {
  /** Below the example's folder of goldens. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What is shown of it: its words, after those that lead to it. */
  readonly text: string;
  /** The plan path behind it. */
  readonly path: string;
}
/** A statement that asks for a generated file, and what is generated for it. */
export interface Written {
  readonly answer: Answered;
  readonly asks: readonly Asked[];
  readonly lines: readonly Line[];
  /** Beside the plan's own reasons. */
  readonly notes: readonly Text[];
  /** The lines say a part of it, and the notes what is left. */
  readonly partly: boolean;
}

export const TELLINGS: Readonly<Record<System['folder'], Tellings>> = {
  'gym-face': { ...gymFace, ...gymFaceFiles },
  newsforge: { ...newsforge, ...newsforgeFiles },
  dtx: { ...dtx, ...dtxFiles },
  posture: { ...posture, ...postureFiles },
  heal7: { ...heal7, ...kubernetes, ...mesh, ...images, ...pipeline, ...watch },
};
/** Lines that fields lead to are shown up to here: the next would say the same again. */
const SHOWN = 3;

interface Ground {
  readonly folder: string;
  readonly files: readonly PlacedFile[];
  readonly findings: readonly Finding[];
  readonly plan: ResolvedPlan;
}

/** The statements of one system that ask for a file, in the document's order. */
export async function writtenOf(system: System): Promise<readonly Written[]> {
  const { folder } = system;
  const root = new URL(`../../../examples/${folder}`, import.meta.url);
  const { files, findings, plans } = await synthesiseExample(root.pathname);
  const plan = plans.find(({ environment }) => environment.name === 'production');
  if (!plan) throw new Error(`${folder} has no production`);
  const ground = { folder, files, findings, plan };
  return (await answersOf(system)).flatMap((answer) => {
    const asks = asksOf(answer.id);
    return asks.length === 0 ? [] : [writtenFor(answer, asks, ground)];
  });
}

const asksOf = (id: string): readonly Asked[] =>
  (Object.keys(ASKED) as Asked[]).filter((asked) => ASKED[asked].includes(id));

function writtenFor(answer: Answered, asks: readonly Asked[], ground: Ground): Written {
  const told: Told = TELLINGS[ground.folder as System['folder']][answer.id] ?? {};
  const notes = [...(told.note ? [told.note] : []), ...foundIn(ground, told.found ?? [])];
  const targets = new Set(asks.flatMap((asked) => TARGETS_OF[asked]));
  const lines =
    told.lines?.map((anchor) => lineAt(anchor, targets, ground)) ??
    ledTo(factsOf(answer.line, ground.plan), targets, ground);
  return { answer, asks, lines, notes, partly: told.partly === true };
}

/** The words of findings, so that the page says what synth says. */
function foundIn({ folder, findings }: Ground, named: readonly string[]): readonly Text[] {
  return named.map((name) => {
    const found = findings.find(({ code, path }) => `${code} ${path}` === name);
    if (!found) throw new Error(`${folder}: synth finds no '${name}'`);
    return found.message;
  });
}

function lineAt({ file, of, words }: Anchor, targets: ReadonlySet<string>, ground: Ground): Line {
  const where = `${ground.folder}/${file}: ${words.join(' … ')}`;
  const placed = ground.files.find(({ path }) => path === file);
  if (!placed) throw new Error(`${where}: no such file`);
  if (!targets.has(placed.target)) throw new Error(`${where}: written by ${placed.target}`);
  const lines = linesOf(placed);
  const hits: number[] = [];
  for (const word of words) {
    const above = hits.at(-1) ?? 0;
    const next = lines.findIndex(({ text }, at) => at >= above && text.includes(word));
    if (next < 0) throw new Error(`${where}: '${word}' is not there`);
    hits.push(next);
  }
  const found = lines[hits.at(-1) ?? -1];
  if (!found || !isBelow(found.path, of)) throw new Error(`${where}: it is of ${found?.path}`);
  const shown = [...new Set(hits)].map((hit) => shortOf(lines[hit]?.text ?? ''));
  return { ...found, text: shown.join(' … ') };
}

/** A line without what only opens or ends a value. */
const shortOf = (text: string): string => text.trim().replace(/(: [{[]|,)$/, '');

/** `parts.web.routes[/]` is below `parts.web.routes` and below itself. */
export const isBelow = (path: string, above: string): boolean =>
  path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);

function linesOf(file: PlacedFile): readonly Line[] {
  const { text, sources } = file.withSources();
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, index) => ({
      file: file.path,
      line: index + 1,
      text: line,
      path: sources[index]?.path ?? '',
    }));
}

const factsOf = (line: number, { stated }: ResolvedPlan): readonly Fact[] =>
  stated.filter(({ document }) => document?.endsWith(`:${line}`));

/** For each field that is claimed the first line that says it, on the first site first. */
function ledTo(
  facts: readonly Fact[],
  targets: ReadonlySet<string>,
  { files, plan }: Ground,
): readonly Line[] {
  const { name, on, also = [] } = plan.environment;
  const sites = [on, ...also].map(({ site }) => site?.name);
  const rank = (path: string) => sites.findIndex((site) => path.includes(`/${site}/`)) >>> 0;
  const lines = files
    .filter(({ environment = name, target }) => environment === name && targets.has(target))
    .toSorted((a, b) => rank(a.path) - rank(b.path))
    .flatMap(linesOf)
    .filter(({ text }) => !/[{}[\]],?$|Written by hanok synth/.test(text));
  const paths = new Set(
    facts.map(({ subject, attribute }) =>
      subject === 'plan' ? attribute : `${subject}.${attribute}`,
    ),
  );
  return [...paths]
    .flatMap((path) => lines.find((line) => line.path === path) ?? [])
    .slice(0, SHOWN)
    .map((line) => ({ ...line, text: shortOf(line.text) }));
}

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Text } from '#kernel';
import type { Plan } from '#model';
import type { System } from '../expected/systems.ts';

/** A line of a document, in our own words and both languages. */
export interface Row {
  readonly id: string;
  readonly line: number;
  readonly says: string;
}
/** What one plan does with a line: the lines that hold it, or the reasons why none does. */
export interface Answer {
  readonly held: readonly string[];
  readonly otherwise: readonly Text[];
  readonly none: readonly Text[];
}
export interface Answered extends Row {
  readonly written: Answer;
  readonly repaired: Answer;
}
export const FILES = ['as-written.plan.ts', 'hanok.plan.ts'] as const;
const examples = new URL('../../examples/', import.meta.url);

/** Every numbered line of a system's document, with the answer of both plans. */
export async function answersOf({ folder }: System): Promise<readonly Answered[]> {
  const [written, repaired] = await Promise.all(FILES.map((file) => answersIn(folder, file)));
  return rowsOf(folder).map((row) => {
    const first = answerAt(row.line, written ?? []);
    const second = answerAt(row.line, repaired ?? []);
    // What is no business of a plan is said once, in the plan that tells every line.
    const none = isAnswered(second) ? second.none : first.none;
    return { ...row, written: first, repaired: { ...second, none } };
  });
}

export const isAnswered = ({ held, otherwise, none }: Answer): boolean =>
  held.length + otherwise.length + none.length > 0;

function rowsOf(folder: string): readonly Row[] {
  const text = readFileSync(new URL(`${folder}/document.md`, examples), 'utf8');
  return text.split('\n').flatMap((line, index) => {
    const [, id, says] = /^- (S\d-\d+) (.+)$/.exec(line) ?? [];
    return id && says ? [{ id, line: index + 1, says }] : [];
  });
}

interface Cited {
  readonly from: number;
  readonly to: number;
  readonly at: string;
  readonly reason: { readonly is: string; readonly text: Text } | undefined;
}

async function answersIn(folder: string, file: string): Promise<readonly Cited[]> {
  const { default: plan } = (await import(new URL(`${folder}/${file}`, examples).href)) as {
    readonly default: Plan;
  };
  return (plan.spec.statements ?? []).map(({ at, spec }) => {
    const [from = 0, to = from] = (spec.document.split(':')[1] ?? '').split('-').map(Number);
    return { from, to, at: `${basename(at.file)}:${at.line}`, reason: spec.claim.reason };
  });
}

function answerAt(line: number, cited: readonly Cited[]): Answer {
  const here = cited.filter(({ from, to }) => from <= line && line <= to);
  const because = (is: string) =>
    here.flatMap(({ reason }) => (reason?.is === is ? [reason.text] : []));
  return {
    held: here.filter(({ reason }) => !reason).map(({ at }) => at),
    otherwise: because('decided-otherwise'),
    none: because('not-a-plan'),
  };
}

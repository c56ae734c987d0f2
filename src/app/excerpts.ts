import { isAbsolute, join, relative } from 'node:path';
import { type Finding, type Place, printPlace } from '#kernel';
import type { CheckReport } from './check-plan.ts';
import type { TextFiles } from './ports.ts';

/** The text of cited lines by how they are cited: `/plans/hanok.plan.ts:3`, `document.md:188`. */
export type Excerpts = Readonly<Record<string, string>>;

/**
 * Reads every line a report cites, of the plan's files and of documents in the plan's folder. What
 * is not there is left out. What looks like a secret is masked: reports end up in other people's logs.
 */
export function readExcerpts(files: TextFiles, folder: string, report: CheckReport): Excerpts {
  const read = reader(files);
  const findings = report.environments.flatMap(({ findings, waived, known }) => [
    ...findings,
    ...known,
    ...waived.flatMap((one) => [one.finding, { at: one.waiver.at }]),
  ]);
  const places = findings.flatMap((one) => [one.at, ...((one as Finding).related ?? [])]);
  const cited = findings.flatMap((one) => (one as Finding).document ?? []);
  const found = [
    ...places.map((place) => [printPlace(place), statement(place, read)] as const),
    ...cited.map((words) => [words, citedText(words, folder, read)] as const),
  ];
  return Object.fromEntries(found.filter(([, text]) => text !== undefined)) as Excerpts;
}

/** The line; where it only opens a call, as formatters break it, the lines of the call. */
function statement({ file, line }: Place, read: ReadLines): string | undefined {
  const first = read(file, line, line);
  if (first === undefined || !/^[\w.]+\($/.test(first.trim())) return first;
  const lines = read(file, line, line + MOST_LINES - 1)?.split('\n') ?? [];
  const indent = first.length - first.trimStart().length;
  const end = lines.findIndex((one, index) => index > 0 && one.indexOf(')') === indent);
  return end < 0 ? first : lines.slice(0, end + 1).join('\n');
}

type ReadLines = (file: string, from: number, to: number) => string | undefined;

/** Each file is read once. */
function reader(files: TextFiles): ReadLines {
  const known = new Map<string, readonly string[]>();
  const linesOf = (file: string) => {
    const lines = known.get(file) ?? files.read(file)?.split(/\r?\n/) ?? [];
    known.set(file, lines);
    return lines;
  };
  return (file, from, to) => {
    const text = linesOf(file)
      .slice(from - 1, to)
      .join('\n');
    return from < 1 || text.trim() === '' ? undefined : mask(text.replaceAll('\t', '  '));
  };
}

/** More lines than these are somebody's whole chapter. */
const MOST_LINES = 6;

function citedText(words: string, folder: string, read: ReadLines): string | undefined {
  const place = placeCited(words, folder);
  if (!place) return undefined;
  const last = Number(/-(\d+)$/.exec(words)?.[1] ?? place.line);
  return read(place.file, place.line, Math.min(last, place.line + MOST_LINES - 1));
}

/** Where a cited line is: `document.md:188` beside the plan. Only files inside the plan's folder. */
export function placeCited(words: string, folder: string): Place | undefined {
  const [, name = '', line = ''] = /^(\S+?):(\d+)(?:-\d+)?$/.exec(words) ?? [];
  if (name === '') return undefined;
  const file = join(folder, name);
  const inside = relative(folder, file);
  return isAbsolute(name) || inside.startsWith('..') ? undefined : { file, line: Number(line) };
}

const NAMED =
  /((?:PASSWORD|PASSWD|SECRET|TOKEN|PRIVATE_?KEY|API_?KEY|CREDENTIALS?)\w*['"]?\s*[:=]\s*)(['"`])(?:(?!\2)[^\\]|\\.)*\2?/gi;
const SHAPED =
  /AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|sk-[A-Za-z0-9_-]{20,}|xox[abpr]-[^\s'"]{10,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+|(?<=:\/\/[^\s:/@]+:)[^\s:/@]+(?=@)/g;

const mask = (line: string): string => line.replace(NAMED, '$1$2…$2').replace(SHAPED, '…');

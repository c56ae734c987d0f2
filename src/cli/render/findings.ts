import { relative } from 'node:path';
import type { Excerpts, Told } from '#app';
import { type Finding, type Language, type Place, printPlace, type Severity } from '#kernel';
import type { Paint } from './paint.ts';
import { cut, widthOf, wrap } from './width.ts';

/** Severities as people read them. */
export const SEVERITIES: Readonly<
  Record<Severity, { en: string; ko: string; style: 'red' | 'yellow' | 'cyan' }>
> = {
  error: { en: 'error', ko: '오류', style: 'red' },
  warning: { en: 'warning', ko: '경고', style: 'yellow' },
  info: { en: 'note', ko: '참고', style: 'cyan' },
};

const WORDS = {
  en: { with: 'with', document: 'document', help: 'help', in: 'in' },
  ko: { with: '함께 걸린 줄', document: '문서', help: '고치는 법', in: '환경:' },
} as const;

export interface Reader {
  readonly language: Language;
  readonly folder: string;
  readonly paint: Paint;
  /** Columns of the terminal; text that goes elsewhere is not folded. */
  readonly width: number;
  readonly excerpts: Excerpts;
}

/** A path as the reader would type it. */
export const near = (place: Place, { folder }: Pick<Reader, 'folder'>): string =>
  printPlace({ ...place, file: relative(folder, place.file) || place.file });

/**
 * One finding as a compiler tells it: what is wrong, where, the line itself, the lines that it
 * cannot agree with, what the document says, and the smallest repair.
 */
export function renderFinding({ finding, environments }: Told, reader: Reader): string {
  const { language, paint, width } = reader;
  const { style, ...severity } = SEVERITIES[finding.severity];
  const words = WORDS[language];
  const title = `${severity[language]}[${finding.code}]`;
  const message = wrap(`${title}: ${finding.message[language]}`, width, '  ');
  const where = environments.length > 0 ? ` ${words.in} ${environments.join(', ')}` : '';
  const gutter = gutterOf(finding);
  const arrow = `${' '.repeat(gutter)}--> ${near(finding.at, reader)}`;
  const lines = [
    `${paint(style, title)}${paint('bold', message.slice(title.length))}`,
    wrap(`${arrow} (${finding.path})${where}`, width, ' '.repeat(gutter + 4)),
    ...excerpt(finding.at, '^', style, gutter, reader),
    ...(finding.related ?? []).flatMap((place) => [
      `${paint('cyan', `${words.with}:`)} ${near(place, reader)}`,
      ...excerpt(place, '-', 'cyan', gutter, reader),
    ]),
    ...(finding.document ?? []).flatMap((cited) => documentLines(cited, gutter, reader)),
    ...(finding.hint
      ? [`${paint('green', `${words.help}:`)} ${wrap(finding.hint[language], width - 6, '      ')}`]
      : []),
  ];
  return lines.join('\n');
}

/** As wide as the widest line number of the finding. */
function gutterOf({ at, related = [], document = [] }: Finding): number {
  const cited = document.map((words) => Number(/:(\d+)/.exec(words)?.[1] ?? 0));
  const lines = [at.line, ...related.map((place) => place.line), ...cited];
  return String(Math.max(...lines)).length;
}

/** The plan's line with its number, and its statement underlined; nothing when it cannot be read. */
function excerpt(
  place: Place,
  mark: string,
  style: 'red' | 'yellow' | 'cyan',
  gutter: number,
  { excerpts, paint, width }: Reader,
): string[] {
  const text = excerpts[printPlace(place)];
  if (text === undefined) return [];
  const lines = text.split('\n').map((line) => cut(line.trimEnd(), width - gutter - 3));
  const indent = Math.min(...lines.map((line) => widthOf(line) - widthOf(line.trimStart())));
  // What only opens a block says nothing by itself.
  const ends = lines.map((line) => widthOf(line.replace(/(?:\s*[{[(,;])+$/, '')));
  const under = paint(style, mark.repeat(Math.max(1, Math.max(...ends) - indent)));
  const before = (line: number | '') => paint('dim', `${String(line).padStart(gutter)} |`);
  return [
    ...lines.map((line, index) => `${before(place.line + index)} ${line}`),
    `${before('')} ${' '.repeat(indent)}${under}`,
  ];
}

/** A document that is not beside the plan is cited, not shown. */
function documentLines(cited: string, gutter: number, reader: Reader): string[] {
  const { excerpts, paint, width, language } = reader;
  const head = `${paint('cyan', `${WORDS[language].document}:`)} ${cited}`;
  const first = Number(/:(\d+)/.exec(cited)?.[1] ?? 1);
  const lines = excerpts[cited]?.split('\n') ?? [];
  const shown = lines.map((line, index) => {
    const number = String(first + index).padStart(gutter);
    const indent = `${' '.repeat(gutter)} | `;
    return `${paint('dim', `${number} |`)} ${wrap(line.trim(), width - gutter - 3, indent)}`;
  });
  return [head, ...shown];
}

/** '1 error', '3 errors', '2 entries'. */
export const plural = (many: number, word: string, words = `${word}s`): string =>
  `${many} ${many === 1 ? word : words}`;

/** '3 errors, 1 warning', or that nothing was found. */
export function renderCount(findings: readonly Finding[], language: Language): string {
  const count = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, notes] = [count('error'), count('warning'), count('info')];
  if (language === 'ko') return `오류 ${errors}, 경고 ${warnings}, 참고 ${notes}`;
  return [plural(errors, 'error'), plural(warnings, 'warning'), plural(notes, 'note')].join(', ');
}

import { relative } from 'node:path';
import { type Finding, type Language, printPlace } from '#kernel';
import type { Call } from '../command.ts';
import { SEVERITIES } from './findings.ts';
import { painter } from './paint.ts';
import { wrap } from './width.ts';

/** So many notes of one kind say what the others do; warnings and errors are all told. */
const MOST_ALIKE = 3;

const moreOf = (all: number, language: Language): string =>
  language === 'ko'
    ? `  … 같은 참고 ${all - MOST_ALIKE}개 더 (--json에는 모두 있다)`
    : `  … ${all - MOST_ALIKE} more of these notes (--json has them all)`;

/** Findings a line each, and what helps once for all of a kind. */
export function renderBriefly(findings: readonly Finding[], call: Call): readonly string[] {
  const { language, folder, width } = call;
  const paint = painter(call.terminal);
  const helped = new Set<string>();
  const counts = Map.groupBy(findings, ({ code }) => code);
  const told = new Map<string, number>();
  return findings.flatMap(({ code, severity, at, message, hint }) => {
    const nth = (told.get(code) ?? 0) + 1;
    told.set(code, nth);
    if (severity === 'info' && nth > MOST_ALIKE)
      return nth === MOST_ALIKE + 1
        ? [paint('dim', moreOf(counts.get(code)?.length ?? 0, language))]
        : [];
    const { style, ...words } = SEVERITIES[severity];
    const where = printPlace({ ...at, file: relative(folder, at.file) || at.file });
    const head = `${words[language]}[${code}]`;
    const line = wrap(`${head}: ${message[language]} (${where})`, width, '  ');
    const isNew = hint !== undefined && !helped.has(code);
    helped.add(code);
    const help = language === 'ko' ? '고치는 법' : 'help';
    return [
      `${paint(style, head)}${line.slice(head.length)}`,
      ...(isNew
        ? [`  ${paint('green', `${help}:`)} ${wrap(hint[language], width - 8, '    ')}`]
        : []),
    ];
  });
}

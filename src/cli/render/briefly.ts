import { relative } from 'node:path';
import { type Finding, type Language, printPlace } from '#kernel';
import type { Call } from '../command.ts';
import { SEVERITIES } from './findings.ts';
import { painter } from './paint.ts';
import { wrap } from './width.ts';

/** So many notes of one kind say what the others do; warnings and errors are all told. */
const MOST_ALIKE = 3;

/** Findings a line each, and what helps once for all of a kind. */
export function renderBriefly(findings: readonly Finding[], call: Call): readonly string[] {
  const paint = painter(call.terminal);
  const all = Map.groupBy(findings, ({ code }) => code);
  return findings.flatMap((finding) => {
    const alike = all.get(finding.code) ?? [];
    const nth = alike.indexOf(finding);
    if (finding.severity !== 'info' || nth < MOST_ALIKE) return tell(finding, nth === 0, call);
    return nth === MOST_ALIKE ? [paint('dim', moreOf(alike.length, call.language))] : [];
  });
}

const moreOf = (all: number, language: Language): string =>
  language === 'ko'
    ? `  … 같은 참고 ${all - MOST_ALIKE}개 더 (--json에는 모두 있다)`
    : `  … ${all - MOST_ALIKE} more of these notes (--json has them all)`;

function tell(
  { code, severity, at, message, hint }: Finding,
  withHelp: boolean,
  { language, folder, width, terminal }: Call,
): readonly string[] {
  const paint = painter(terminal);
  const { style, ...words } = SEVERITIES[severity];
  const where = printPlace({ ...at, file: relative(folder, at.file) || at.file });
  const head = `${words[language]}[${code}]`;
  const line = wrap(`${head}: ${message[language]} (${where})`, width, '  ');
  const told = `${paint(style, head)}${line.slice(head.length)}`;
  if (!withHelp || !hint) return [told];
  const help = paint('green', language === 'ko' ? '고치는 법:' : 'help:');
  return [told, `  ${help} ${wrap(hint[language], width - 8, '    ')}`];
}

import { relative } from 'node:path';
import { type Finding, printPlace } from '#kernel';
import type { Call } from '../command.ts';
import { SEVERITIES } from './findings.ts';
import { painter } from './paint.ts';
import { wrap } from './width.ts';

/** Findings a line each, and what helps once for all of a kind. */
export function renderBriefly(findings: readonly Finding[], call: Call): readonly string[] {
  const { language, folder, width } = call;
  const paint = painter(call.terminal);
  const helped = new Set<string>();
  return findings.flatMap(({ code, severity, at, message, hint }) => {
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

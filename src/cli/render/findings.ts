import { relative } from 'node:path';
import { type Finding, type Language, type Place, printPlace, type Severity } from '#kernel';
import type { Paint } from './paint.ts';

/** Severities as people read them. */
export const SEVERITIES: Readonly<
  Record<Severity, { en: string; ko: string; style: 'red' | 'yellow' | 'cyan' }>
> = {
  error: { en: 'error', ko: '오류', style: 'red' },
  warning: { en: 'warning', ko: '경고', style: 'yellow' },
  info: { en: 'note', ko: '참고', style: 'cyan' },
};

export interface Reader {
  readonly language: Language;
  readonly folder: string;
  readonly paint: Paint;
}

/** One finding as a person reads it: where, what, which document lines, what to do. */
export function renderFinding(finding: Finding, { language, folder, paint }: Reader): string {
  const { en, ko, style } = SEVERITIES[finding.severity];
  const near = (place: Place) =>
    printPlace({ ...place, file: relative(folder, place.file) || place.file });
  const severity = paint(style, language === 'ko' ? ko : en);
  const also = (finding.related ?? []).map(near).join(', ');
  const lines = [
    `${paint('bold', near(finding.at))}  ${severity}  ${paint('dim', finding.code)}`,
    `  ${finding.message[language]}`,
    `  ${paint('dim', finding.path)}`,
    ...(also ? [`  ${language === 'ko' ? '함께 걸린 줄' : 'with'}: ${also}`] : []),
    ...(finding.document
      ? [`  ${language === 'ko' ? '문서' : 'document'}: ${finding.document.join(', ')}`]
      : []),
    ...(finding.hint ? [`  ${paint('green', '→')} ${finding.hint[language]}`] : []),
  ];
  return lines.join('\n');
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

import { relative } from 'node:path';
import { acrossEnvironments, type CheckReport, type Told } from '#app';
import type { Language, Severity } from '#kernel';

const COMMAND: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** One workflow command a finding: GitHub shows it at its line of the change. */
export const toGithub = (report: CheckReport, language: Language, folder: string): string =>
  acrossEnvironments(report)
    .map((told) => `${commandOf(told, language, folder)}\n`)
    .join('');

function commandOf({ finding, environments }: Told, language: Language, folder: string): string {
  const { severity, at, code, message, hint } = finding;
  const properties = { file: relative(folder, at.file), line: String(at.line), title: code };
  const words = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
  const said = [
    `${message[language]} (${environments.join(', ')})`,
    ...(hint ? [`→ ${hint[language]}`] : []),
  ].join('\n');
  return `::${COMMAND[severity]} ${words.join(',')}::${encode(said)}`;
}

/** A command ends with its line: what would end it is written otherwise. */
const encode = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string =>
  encode(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

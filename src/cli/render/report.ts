import { relative } from 'node:path';
import { acrossEnvironments, type CheckReport, type Excerpts } from '#app';
import type { Language, Text } from '#kernel';
import type { Call } from '../command.ts';
import { near, type Reader, renderCount, renderFinding } from './findings.ts';
import { painter } from './paint.ts';
import { wrap } from './width.ts';

/** The whole report as a person reads it: findings, what was waived, and the count at the end. */
export function renderReport(report: CheckReport, excerpts: Excerpts, call: Call): string {
  const { language, folder, terminal, width } = call;
  const reader: Reader = { language, folder, excerpts, paint: painter(terminal), width };
  const several = report.environments.length > 1;
  const findings = acrossEnvironments(report).map((told) =>
    renderFinding(several ? told : { ...told, environments: [] }, reader),
  );
  const counts = report.environments.map((one) => {
    const head = `${nameOf(report, call)} / ${one.environment}:`;
    const said = [renderCount(one.findings, language), ...besides(one, language)].join(', ');
    return `${reader.paint('bold', head)} ${said}`;
  });
  const foot = reader.paint('dim', footOf(report)[language]);
  return `${[...findings, ...waivedLines(report, reader), [...counts, foot].join('\n')].join('\n\n')}\n`;
}

function besides(
  { waived, known }: CheckReport['environments'][number],
  language: Language,
): readonly string[] {
  const ko = language === 'ko';
  return [
    ...(waived.length > 0 ? [ko ? `예외 ${waived.length}` : `${waived.length} waived`] : []),
    ...(known.length > 0
      ? [ko ? `기준선에 있는 것 ${known.length}` : `${known.length} in the baseline`]
      : []),
  ];
}

/** One line a waiver that waived something: what, until when, who answers for it, and why. */
function waivedLines(report: CheckReport, reader: Reader): readonly string[] {
  const ko = reader.language === 'ko';
  const all = report.environments.flatMap((one) => one.waived);
  const lines = all.map(({ finding, waiver }) => {
    const owner = waiver.owner ? (ko ? `, 담당 ${waiver.owner}` : `, ${waiver.owner}`) : '';
    const until = ko ? `${waiver.until}까지` : `until ${waiver.until}`;
    const head = ko ? '예외' : 'waived';
    const said = `${head}[${finding.code}]: ${finding.path}, ${until}${owner}: ${waiver.reason}`;
    return wrap(`${said} (${near(waiver.at, reader)})`, reader.width, '  ');
  });
  return lines.length > 0 ? [[...new Set(lines)].join('\n')] : [];
}

/** A plan that cannot be read has no name yet: its file has one. */
const nameOf = ({ plan, file }: CheckReport, { folder }: Call): string =>
  plan === UNREAD ? relative(folder, file) || file : plan;

/** What the report says of a plan that no environment could be read of. */
const UNREAD = '?';

function footOf({ plan, rules, asOf, profiles }: CheckReport): Text {
  if (plan === UNREAD)
    return {
      en: `The ${rules} rules wait until the plan can be read.`,
      ko: `계획을 읽을 수 있게 되면 규칙 ${rules}개를 검사한다.`,
    };
  const names = profiles.join(', ');
  return {
    en: `${rules} rules, as of ${asOf}${names && `, profiles: ${names}`}`,
    ko: `규칙 ${rules}개, ${asOf} 기준${names && `, 프로필: ${names}`}`,
  };
}

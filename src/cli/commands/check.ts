import { relative } from 'node:path';
import { type CheckReport, checkPlan, loadPlan, planSource } from '#app';
import { Failure, isAtLeast, type Severity, type Text, withParticle } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { renderCount, renderFinding } from '../render/findings.ts';
import { painter } from '../render/paint.ts';

export const command = defineCommand({
  usage: 'check [--env NAME] [--fail-on error|warning|info] [--as-of DAY|today]',
  about: {
    en: 'what contradicts what, with the arithmetic, the lines and the smallest fix',
    ko: '무엇이 무엇과 어긋나는지 계산, 해당 줄, 가장 작은 수정과 함께 보인다',
  },
  words: [0, 0],
  flags: {
    'fail-on': {
      value: 'SEVERITY',
      about: {
        en: 'exit 1 from this severity on (default: error)',
        ko: '이 심각도부터 종료 코드 1 (기본: error)',
      },
    },
    'as-of': {
      value: 'DAY',
      about: {
        en: "judge by this day instead of the plan's own; `today` is allowed",
        ko: '계획의 날짜 대신 이 날짜로 판정. `today`도 된다',
      },
    },
  },
  async run(call) {
    const threshold = severityOf(call.values['fail-on']);
    const loaded = await loadPlan(planSource, call.values.plan, call.folder);
    const report = checkPlan(loaded, call.values.env, dayOf(call.values['as-of']));
    call.out(call.json ? `${JSON.stringify(report, null, 2)}\n` : render(report, call));
    const all = report.environments.flatMap((one) => one.findings);
    return all.some((finding) => isAtLeast(finding.severity, threshold))
      ? EXIT.findings
      : EXIT.done;
  },
});

function severityOf(words = 'error'): Severity {
  if (words === 'error' || words === 'warning' || words === 'info') return words;
  throw new Failure('usage/severity', {
    en: `--fail-on takes error, warning or info, not '${words}'`,
    ko: `--fail-on에는 error, warning, info 중 하나를 쓴다. 지금은 ${withParticle(`'${words}'`, '이라/라')}고 적혀 있다`,
  });
}

function dayOf(words: string | undefined): string | undefined {
  if (words === undefined) return undefined;
  if (words === 'today') return new Date().toISOString().slice(0, 10);
  if (isDay(words)) return words;
  throw new Failure('usage/day', {
    en: `--as-of takes YYYY-MM-DD or today, not '${words}'`,
    ko: `--as-of에는 YYYY-MM-DD 또는 today를 쓴다. 지금은 ${withParticle(`'${words}'`, '이라/라')}고 적혀 있다`,
  });
}

/** A day that the calendar has: what Date makes of it is that day again. */
function isDay(words: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(words) ? Date.parse(words) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(words);
}

function render(report: CheckReport, call: Call): string {
  const reader = { language: call.language, folder: call.folder, paint: painter(call.terminal) };
  const ko = call.language === 'ko';
  const blocks = report.environments.map(({ environment, findings, waived }) => {
    const count = renderCount(findings, call.language);
    const exempt =
      waived.length > 0 ? (ko ? `, 예외 ${waived.length}` : `, ${waived.length} waived`) : '';
    const head = `${nameOf(report, call)} / ${environment}: ${count}${exempt}`;
    return [
      reader.paint('bold', head),
      ...findings.map((finding) => renderFinding(finding, reader)),
    ].join('\n\n');
  });
  return `${[...blocks, reader.paint('dim', footOf(report)[call.language])].join('\n\n')}\n`;
}

/** A plan that cannot be read has no name yet: its file has one. */
const nameOf = ({ plan, file }: CheckReport, { folder }: Call): string =>
  plan === UNREAD ? relative(folder, file) || file : plan;

/** What the report says of a plan that no environment could be read of. */
const UNREAD = '?';

const footOf = ({ plan, rules, asOf }: CheckReport): Text =>
  plan === UNREAD
    ? {
        en: `The ${rules} rules wait until the plan can be read.`,
        ko: `계획을 읽을 수 있게 되면 규칙 ${rules}개를 검사한다.`,
      }
    : { en: `${rules} rules, as of ${asOf}`, ko: `규칙 ${rules}개, ${asOf} 기준` };

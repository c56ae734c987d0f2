import { dirname, resolve } from 'node:path';
import {
  type CheckReport,
  checkPlan,
  loadPlan,
  planSource,
  readBaseline,
  readExcerpts,
  rulesById,
  textFiles,
  writeBaseline,
} from '#app';
import { Failure, isAtLeast, type Severity, withParticle } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { toGithub } from '../render/github.ts';
import { renderReport } from '../render/report.ts';
import { toSarif } from '../render/sarif.ts';
import { versionOf } from '../version.ts';
import { CHECK_FLAGS } from './check-flags.ts';

export const command = defineCommand({
  usage:
    'check [--env NAME] [--format text|json|sarif|github] [--fail-on error|warning|info] [--profile NAME[,NAME]] [--baseline FILE | --write-baseline FILE] [--as-of DAY|today]',
  about: {
    en: 'what contradicts what, with the arithmetic, the lines and the smallest fix',
    ko: '무엇이 무엇과 어긋나는지 계산, 해당 줄, 가장 작은 수정과 함께 보인다',
  },
  words: [0, 0],
  flags: CHECK_FLAGS,
  async run(call) {
    const threshold = severityOf(call.values['fail-on']);
    const print = printerOf(call.json ? 'json' : (call.values.format ?? 'text'));
    const spec = {
      asOf: dayOf(call.values['as-of']),
      profiles: call.values.profile?.split(',').map((name) => name.trim()),
    };
    const { baseline: known, 'write-baseline': written, env } = call.values;
    if (known !== undefined && written !== undefined) throw oneOfThem();
    const fileOf = (name: string) => resolve(call.folder, name);
    const loaded = await loadPlan(planSource, call.values.plan, call.folder);
    const baseline = known === undefined ? undefined : readBaseline(textFiles, fileOf(known));
    const report = checkPlan(loaded, env, { ...spec, baseline });
    if (written !== undefined)
      return tellWritten(writeBaseline(textFiles, fileOf(written), report), written, call);
    call.out(print(report, call));
    const all = report.environments.flatMap((one) => one.findings);
    return all.some((finding) => isAtLeast(finding.severity, threshold))
      ? EXIT.findings
      : EXIT.done;
  },
});

function tellWritten(entries: number, file: string, call: Call): number {
  if (call.json) call.out(`${JSON.stringify({ baseline: file, entries })}\n`);
  else
    call.out(
      call.language === 'ko'
        ? `지금 있는 발견 ${entries}개를 ${file}에 적었다. 앞으로 \`hanok check --baseline ${file}\`은 새로 생긴 것만 보인다.\n`
        : `${entries} present findings are written to ${file}. From now on \`hanok check --baseline ${file}\` shows only what is new.\n`,
    );
  return EXIT.done;
}

type Print = (report: CheckReport, call: Call) => string;
const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const excerptsOf = (report: CheckReport) => readExcerpts(textFiles, dirname(report.file), report);

const PRINTERS: Readonly<Record<string, Print>> = {
  text: (report, call) => renderReport(report, excerptsOf(report), call),
  json: (report) => toJson({ ...report, excerpts: excerptsOf(report) }),
  sarif: (report, { language, folder }) => {
    const rules = rulesById();
    const planFolder = dirname(report.file);
    const [excerpts, version] = [excerptsOf(report), versionOf()];
    const ruleOf = (id: string) => rules.get(id);
    return toJson(toSarif({ report, excerpts, language, folder, planFolder, version, ruleOf }));
  },
  github: (report, { language, folder }) => toGithub(report, language, folder),
};

function printerOf(format: string): Print {
  const print = Object.hasOwn(PRINTERS, format) ? PRINTERS[format] : undefined;
  if (print) return print;
  throw new Failure('usage/format', {
    en: `--format takes text, json, sarif or github, not '${format}'`,
    ko: `--format에는 text, json, sarif, github 중 하나를 쓴다. 지금은 ${withParticle(`'${format}'`, '이라/라')}고 적혀 있다`,
  });
}

const oneOfThem = () =>
  new Failure('usage/baseline', {
    en: 'a baseline is either read (--baseline) or written (--write-baseline), not both',
    ko: '기준선은 읽거나(--baseline) 쓰거나(--write-baseline) 하나만 한다',
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

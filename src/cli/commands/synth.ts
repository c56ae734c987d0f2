import { dirname, relative, resolve } from 'node:path';
import { loadPlan, planSource, type SynthReport, synthPlan, targetsOf, textFiles } from '#app';
import type { Language } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { renderBriefly } from '../render/briefly.ts';
import { painter } from '../render/paint.ts';

const NAMES = targetsOf().map(({ name }) => name);

export const command = defineCommand({
  usage: 'synth [--env NAME] [--target NAME[,NAME]] [--out FOLDER] [--check] [--force]',
  about: {
    en: 'the files that run it; --check fails when the folder differs',
    ko: '시스템을 돌리는 파일들을 만든다. --check는 폴더가 다르면 실패한다',
  },
  words: [0, 0],
  flags: {
    target: {
      value: 'NAME',
      about: { en: `only these: ${NAMES.join(', ')}`, ko: `이 대상만: ${NAMES.join(', ')}` },
    },
    out: {
      value: 'FOLDER',
      about: {
        en: 'where they go (default: `generated` beside the plan)',
        ko: '파일을 둘 폴더 (기본: 계획 옆 `generated`)',
      },
    },
    check: {
      about: {
        en: 'write nothing; exit code 1 when something would change',
        ko: '아무것도 쓰지 않는다. 바뀔 것이 있으면 종료 코드 1',
      },
    },
    force: {
      about: {
        en: 'overwrite files that were edited since they were written',
        ko: '만든 뒤 손으로 고친 파일도 덮어쓴다',
      },
    },
  },
  async run(call) {
    const loaded = await loadPlan(planSource, call.values.plan, call.folder);
    const report = synthPlan(loaded, textFiles, {
      environment: call.values.env,
      targets: call.values.target?.split(',').map((name) => name.trim()),
      out: outOf(call, loaded.file),
      check: call.on('check'),
      force: call.on('force'),
    });
    if (call.json) call.out(`${JSON.stringify(report, null, 2)}\n`);
    else call.out(render(report, call));
    return isDone(report, call.on('check')) ? EXIT.done : EXIT.findings;
  },
});

/** Beside the plan unless said otherwise. */
export const outOf = (call: Call, planFile: string): string =>
  call.values.out === undefined
    ? resolve(dirname(planFile), 'generated')
    : resolve(call.folder, call.values.out);

const isDone = ({ files, findings }: SynthReport, isCheck: boolean): boolean =>
  !findings.some(({ severity }) => severity === 'error') &&
  !files.some(({ state }) => (isCheck ? state !== 'same' : state === 'edited'));

const STATES: Readonly<
  Record<SynthReport['files'][number]['state'], { sign: string; en: string; ko: string }>
> = {
  same: { sign: ' ', en: 'unchanged', ko: '그대로' },
  new: { sign: '+', en: 'new', ko: '새로' },
  changed: { sign: '~', en: 'changed', ko: '바뀜' },
  gone: { sign: '-', en: 'no longer meant', ko: '더는 없음' },
  edited: { sign: '!', en: 'edited by hand, left alone', ko: '손으로 고침, 그대로 둠' },
};

function render(report: SynthReport, call: Call): string {
  const { language } = call;
  const paint = painter(call.terminal);
  const lines = report.files
    .filter(({ state }) => state !== 'same')
    .map(({ path, state }) => {
      const { sign, ...words } = STATES[state];
      return `${paint(state === 'edited' ? 'yellow' : 'cyan', sign)} ${path}${state === 'edited' ? `  (${words[language]})` : ''}`;
    });
  const findings = renderBriefly(report.findings, call);
  return [...lines, ...findings, footOf(report, call, language)]
    .map((line) => `${line}\n`)
    .join('');
}

function footOf({ out, files }: SynthReport, call: Call, language: Language): string {
  const counts = Object.entries(STATES).flatMap(([state, words]) => {
    const count = files.filter((file) => file.state === state).length;
    return count === 0 ? [] : [language === 'ko' ? `${words.ko} ${count}` : `${count} ${words.en}`];
  });
  const where = relative(call.folder, out) || '.';
  const said = counts.join(', ') || (language === 'ko' ? '파일 없음' : 'no files');
  const edited = files.some(({ state }) => state === 'edited');
  const hint =
    language === 'ko'
      ? ' 고친 것은 계획의 `patch`로 옮기거나 --force로 버린다.'
      : ' Move edits into a `patch` of the plan, or drop them with --force.';
  return `${where}: ${said}.${edited ? hint : ''}`;
}

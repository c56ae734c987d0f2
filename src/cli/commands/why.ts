import { relative, resolve } from 'node:path';
import { loadPlan, planSource, textFiles, why } from '#app';
import { Failure, printPlace } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { outOf } from './synth.ts';

export const command = defineCommand({
  usage: 'why FILE:LINE [--out FOLDER]',
  about: {
    en: 'the plan line and the objectives behind a line of a generated file',
    ko: '만들어진 파일의 한 줄이 계획의 어느 줄, 어느 목표에서 왔는지 보인다',
  },
  words: [1, 1],
  flags: {
    out: {
      value: 'FOLDER',
      about: {
        en: 'where `hanok synth` wrote (default: `generated` beside the plan)',
        ko: '`hanok synth`가 쓴 폴더 (기본: 계획 옆 `generated`)',
      },
    },
  },
  async run(call) {
    const [file, line] = placeOf(call.words[0] ?? '');
    const loaded = await loadPlan(planSource, call.values.plan, call.folder);
    const out = outOf(call, loaded.file);
    const because = why(loaded, textFiles, { file: resolve(call.folder, file), line, out });
    if (call.json) call.out(`${JSON.stringify(because, null, 2)}\n`);
    else call.out(render(because, call));
    return EXIT.done;
  },
});

function render(because: ReturnType<typeof why>, { language, folder }: Call): string {
  const ko = language === 'ko';
  const at = printPlace({ ...because.at, file: relative(folder, because.at.file) });
  const lines = [
    `${because.file}:${because.line}`,
    `  ${because.text.trim()}`,
    `${ko ? '온 곳' : 'from'}: ${at} (${because.path})`,
    ...because.objectives.map(
      ({ path, text }) => `${ko ? '목표' : 'for'}: ${text[language]} (${path})`,
    ),
    ...(because.stale
      ? [
          ko
            ? '파일이 지금 계획과 다르다. 같은 글의 줄을 찾았다. `hanok synth`로 맞춘다.'
            : 'The file differs from what the plan means now; the line was found by its words. `hanok synth` brings it up to date.',
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

function placeOf(words: string): [string, number] {
  const match = /^(.+):(\d+)$/.exec(words);
  if (match?.[1] !== undefined && Number(match[2]) > 0) return [match[1], Number(match[2])];
  throw new Failure('usage/place', {
    en: `a line is named as FILE:LINE, such as generated/production/kubernetes/api.yaml:12, not '${words}'`,
    ko: `줄은 generated/production/kubernetes/api.yaml:12처럼 파일:줄로 적는다. 지금은 '${words}'`,
  });
}

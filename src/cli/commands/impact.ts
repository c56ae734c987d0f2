import { impact, loadPlan, planSource, textFiles } from '#app';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';

export const command = defineCommand({
  usage: 'impact PART',
  about: {
    en: 'the generated files that come from a part, and the objectives it serves',
    ko: '구성 요소 하나가 걸린 파일과 목표를 보인다',
  },
  words: [1, 1],
  flags: {},
  async run(call) {
    const loaded = await loadPlan(planSource, call.values.plan, call.folder);
    const found = impact(loaded, textFiles, call.words[0] ?? '');
    if (call.json) call.out(`${JSON.stringify(found, null, 2)}\n`);
    else call.out(render(found, call));
    return EXIT.done;
  },
});

function render(
  { part, files, objectives }: ReturnType<typeof impact>,
  { language }: Call,
): string {
  const ko = language === 'ko';
  const lines = [
    `${part}: ${ko ? `파일 ${files.length}개` : `${files.length} files`}`,
    ...files.map(({ path, lines }) => `  ${path}  ${ko ? `${lines}줄` : `${lines} lines`}`),
    ...objectives.map(({ path, text }) => `  ${ko ? '목표' : 'for'}: ${text[language]} (${path})`),
  ];
  return `${lines.join('\n')}\n`;
}

import { basename, resolve } from 'node:path';
import {
  type Draft,
  draftFromAnswers,
  draftFromFile,
  type Left,
  nameFor,
  refuseExisting,
  textFiles,
  writePlan,
} from '#app';
import { Failure } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { askAnswers, defaultAnswers } from '../questions.ts';

export const command = defineCommand({
  usage: 'init [--from compose.yaml] [--yes]',
  about: {
    en: 'a first plan, from a Docker Compose file or from a few questions',
    ko: 'Docker Compose 파일이나 몇 가지 질문으로 첫 계획을 만든다',
  },
  words: [0, 0],
  flags: {
    from: {
      value: 'FILE',
      about: {
        en: 'a Docker Compose file; what has no place in a plan is listed. Kubernetes manifests are not read',
        ko: 'Docker Compose 파일. 계획에 옮길 수 없는 것은 나열한다. Kubernetes 매니페스트는 읽지 않는다',
      },
    },
    yes: {
      short: 'y',
      about: { en: 'ask nothing, take the defaults', ko: '묻지 않고 기본값으로' },
    },
  },
  async run(call) {
    const shown = call.values.plan ?? 'hanok.plan.ts';
    const file = resolve(call.folder, shown);
    refuseExisting(textFiles, file, shown);
    const draft = await draftOf(call);
    writePlan(textFiles, { file, shown }, draft, call.language);
    tell(call, shown, draft);
    return EXIT.done;
  },
});

async function draftOf(call: Call): Promise<Draft> {
  const asOf = new Date().toISOString().slice(0, 10);
  const name = nameFor(basename(call.folder));
  const { from } = call.values;
  if (from !== undefined)
    return draftFromFile(textFiles, resolve(call.folder, from), from, { name, asOf });
  if (call.on('yes')) return draftFromAnswers(defaultAnswers(name), asOf);
  if (!call.terminal || process.stdin.isTTY !== true) throw nobodyToAsk();
  return draftFromAnswers(await askAnswers(name, call), asOf);
}

function tell(call: Call, file: string, { parts, from }: Draft): void {
  const left = from?.left ?? [];
  if (call.json) {
    call.out(`${JSON.stringify({ file, parts: parts.map((part) => part.name), left }, null, 2)}\n`);
    return;
  }
  const ko = call.language === 'ko';
  const names = parts.map((part) => part.name).join(', ');
  call.out(
    ko
      ? `${file}에 첫 계획을 썼다: ${names}\n다음: hanok check\n`
      : `wrote a first plan to ${file}: ${names}\nnext: hanok check\n`,
  );
  if (left.length > 0) call.err(`${leftLines(left, from?.file ?? '', call).join('\n')}\n`);
}

function leftLines(left: readonly Left[], file: string, { language }: Call): readonly string[] {
  const head =
    language === 'ko'
      ? `옮기지 못한 키 ${left.length}개 (계획 끝에도 적었다):`
      : `${left.length} keys were not taken over (they stand at the end of the plan as well):`;
  const lines = left.map(
    ({ line, path, why }) => `  ${file}:${line}  ${path}${why ? `  (${why[language]})` : ''}`,
  );
  return [head, ...lines];
}

const nobodyToAsk = () =>
  new Failure(
    'usage/nobody-to-ask',
    { en: 'there is no terminal to ask on', ko: '물어볼 터미널이 없다' },
    {
      hint: {
        en: 'Run `hanok init --yes` for the defaults, or `hanok init --from compose.yaml`.',
        ko: '기본값으로 하려면 `hanok init --yes`, 아니면 `hanok init --from compose.yaml`을 실행한다.',
      },
    },
  );

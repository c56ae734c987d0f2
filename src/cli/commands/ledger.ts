import { dirname } from 'node:path';
import { planSource, readLedger, verifyLedger } from '#app';
import { Failure, type Text, withParticle } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { plural } from '../render/findings.ts';
import { renderEntry } from '../render/ledger.ts';
import { painter } from '../render/paint.ts';

export const command = defineCommand({
  usage: 'ledger [verify] [--env NAME]',
  about: {
    en: 'the evidence, oldest first; `verify` names the first broken entry',
    ko: '증거를 오래된 것부터 보인다. `verify`는 처음 깨진 항목을 짚는다',
  },
  words: [0, 1],
  flags: {},
  async run(call) {
    const folder = dirname(planSource.find(call.values.plan, call.folder));
    const environment = call.values.env ?? 'local';
    const [verb] = call.words;
    if (verb === 'verify') return verify(folder, environment, call);
    if (verb !== undefined)
      throw new Failure('usage/ledger', {
        en: `hanok ledger or hanok ledger verify, not '${verb}'`,
        ko: `${withParticle(`'${verb}'`, '이/가')} 아니라 hanok ledger 또는 hanok ledger verify라고 쓴다`,
      });
    const entries = readLedger(folder, environment);
    if (entries.length === 0) call.err(`${EMPTY[call.language]}\n`);
    call.out(
      call.json
        ? `${JSON.stringify(entries, null, 2)}\n`
        : entries
            .map((entry) => renderEntry(entry, call.language, painter(call.terminal)))
            .join(''),
    );
    return EXIT.done;
  },
});

const EMPTY: Text = {
  en: 'The ledger is empty; `hanok up` makes the first entry.',
  ko: '원장이 비어 있다. `hanok up`이 첫 항목을 남긴다.',
};

function verify(folder: string, environment: string, call: Call): number {
  const found = verifyLedger(folder, environment);
  const ko = call.language === 'ko';
  if (call.json) call.out(`${JSON.stringify(found)}\n`);
  else if (found.ok)
    call.out(
      ko
        ? `항목 ${found.entries}개가 모두 앞 항목에 이어진다. head ${found.head}\n`
        : `${plural(found.entries, 'entry', 'entries')}, each following the one before. head ${found.head}\n`,
    );
  else
    call.out(
      ko
        ? `${found.line}번째 줄에서 깨졌다: ${found.because.ko}\n→ 검증되는 사본과 견준다. 그 앞의 항목 ${found.line - 1}개는 온전하다.\n`
        : `Broken at line ${found.line}: ${found.because.en}\n→ Compare it with a copy that verifies. What comes before it is whole: ${plural(found.line - 1, 'entry', 'entries')}.\n`,
    );
  return found.ok ? EXIT.done : EXIT.findings;
}

import { dirname } from 'node:path';
import { planSource, readLedger, verifyLedger } from '#app';
import { Failure } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { renderEntry } from '../render/ledger.ts';
import { painter } from '../render/paint.ts';

export const command = defineCommand({
  usage: 'ledger [verify] [--env NAME]',
  about: {
    en: 'the evidence, oldest first; `verify` names the first broken entry',
    ko: '증거를 오래된 것부터; `verify`는 처음 깨진 항목을 짚는다',
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
        ko: `'${verb}'가 아니라 hanok ledger 또는 hanok ledger verify`,
      });
    const entries = readLedger(folder, environment);
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

function verify(folder: string, environment: string, call: Call): number {
  const found = verifyLedger(folder, environment);
  const ko = call.language === 'ko';
  if (call.json) call.out(`${JSON.stringify(found)}\n`);
  else if (found.ok)
    call.out(
      ko
        ? `${found.entries}개 항목이 모두 이어진다. head ${found.head}\n`
        : `${found.entries} entries, each following the one before. head ${found.head}\n`,
    );
  else
    call.out(
      ko
        ? `${found.line}번째 줄에서 깨졌다: ${found.because.ko}\n→ 검증되는 사본과 견준다. 그 앞 ${found.line - 1}개 항목은 온전하다.\n`
        : `Broken at line ${found.line}: ${found.because.en}\n→ Compare it with a copy that verifies. The ${found.line - 1} entries before it are whole.\n`,
    );
  return found.ok ? EXIT.done : EXIT.findings;
}

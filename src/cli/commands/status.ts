import { dirname } from 'node:path';
import { planSource, statusOf } from '#app';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { painter } from '../render/paint.ts';
import { renderStatus } from '../render/status.ts';

export const command = defineCommand({
  usage: 'status [--env NAME]',
  about: {
    en: 'what runs, on which release, and where; exit 1 unless healthy',
    ko: '무엇이 어느 릴리스로 어디서 도는지 보인다. 정상이 아니면 종료 코드 1',
  },
  words: [0, 0],
  flags: {},
  async run(call) {
    const folder = dirname(planSource.find(call.values.plan, call.folder));
    const status = await statusOf({ folder }, call.values.env ?? 'local');
    call.out(
      call.json
        ? `${JSON.stringify(status, null, 2)}\n`
        : renderStatus(status, call.language, painter(call.terminal)),
    );
    return status.phase === 'healthy' ? EXIT.done : EXIT.findings;
  },
});

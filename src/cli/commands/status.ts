import { statusAt } from '#app';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { overSsh } from '../over-ssh.ts';
import { renderClusterStatus } from '../render/cluster-status.ts';
import { painter } from '../render/paint.ts';
import { renderStatus } from '../render/status.ts';
import { WHERE_FLAGS, whereOf } from './where.ts';

export const command = defineCommand({
  usage: 'status [--env NAME]',
  about: {
    en: 'what runs, on which release, and where; exit 1 unless healthy',
    ko: '무엇이 어느 릴리스로 어디서 도는지 보인다. 정상이 아니면 종료 코드 1',
  },
  words: [0, 0],
  flags: WHERE_FLAGS,
  async run(call) {
    if (call.values.ssh !== undefined) return overSsh(call, command);
    const answer = await statusAt(whereOf(call));
    const paint = painter(call.terminal);
    if (call.json) call.out(`${JSON.stringify(answer.status, null, 2)}\n`);
    else if (answer.kind === 'cluster')
      call.out(renderClusterStatus(answer.status, call.language, paint));
    else call.out(renderStatus(answer.status, call.language, paint));
    return answer.status.phase === 'healthy' ? EXIT.done : EXIT.findings;
  },
});

import { rollback } from '#app';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { painter } from '../render/paint.ts';
import { renderEnd } from '../render/rollout.ts';
import { progress } from './progress.ts';
import { COUNTER_FLAGS, whereOf } from './where.ts';

export const command = defineCommand({
  usage: 'rollback SERVICE [--env NAME]',
  about: {
    en: 'take the rollout under way back, or put the former release in force',
    ko: '진행 중인 롤아웃을 되돌린다. 없으면 이전 릴리스로 돌아간다',
  },
  words: [1, 1],
  flags: COUNTER_FLAGS,
  async run(call) {
    const done = await rollback(whereOf(call), call.words[0] ?? '', progress(call));
    if (call.json) call.out(`${JSON.stringify(done, null, 2)}\n`);
    else if (done.kind === 'taken-back')
      call.out(renderEnd(done.rollout, call.language, painter(call.terminal)));
    else {
      const [from, to] = [done.from.slice(0, 8), done.to.slice(0, 8)];
      call.out(
        call.language === 'ko'
          ? `${done.service}: ${from} → ${to}. 이전 릴리스가 다시 트래픽을 받고, 물러난 쪽은 비워졌다.\n`
          : `${done.service}: ${from} → ${to}. The former release has the traffic; the other one has drained.\n`,
      );
    }
    return EXIT.done;
  },
});

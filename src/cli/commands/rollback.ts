import { rollback } from '#app';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { overSsh } from '../over-ssh.ts';
import { painter } from '../render/paint.ts';
import { renderEnd } from '../render/rollout.ts';
import { progress } from './progress.ts';
import { COUNTER_FLAGS, whereOf } from './where.ts';

const TO = {
  en: 'the beginning of a former release, as `hanok ledger` and a rollout name it',
  ko: '되돌아갈 릴리스의 앞 글자. `hanok ledger`와 롤아웃에 나온다',
};

export const command = defineCommand({
  usage: 'rollback SERVICE [--to RELEASE] [--env NAME]',
  about: {
    en: 'take the rollout under way back, or put a former release in force: the one before, or that of `--to`',
    ko: '진행 중인 롤아웃을 되돌린다. 없으면 바로 전 릴리스나 `--to`로 고른 릴리스로 돌아간다',
  },
  words: [1, 1],
  flags: { ...COUNTER_FLAGS, to: { value: 'RELEASE', about: TO } },
  async run(call) {
    if (call.values.ssh !== undefined) return overSsh(call, command);
    const { to } = call.values;
    const input = { service: call.words[0] ?? '', ...(to !== undefined && { to }) };
    const done = await rollback(whereOf(call), input, progress(call));
    if (call.json) call.out(`${JSON.stringify(done, null, 2)}\n`);
    else if (done.kind === 'taken-back')
      call.out(renderEnd(done.rollout, call.language, painter(call.terminal)));
    else {
      const [from, to] = [done.from.slice(0, 8), done.to.slice(0, 8)];
      call.out(
        call.language === 'ko'
          ? `${done.service}: ${from} → ${to}. 그 릴리스가 다시 트래픽을 받고, 물러난 쪽은 비워졌다.\n`
          : `${done.service}: ${from} → ${to}. That release has the traffic again; the other one has drained.\n`,
      );
    }
    return EXIT.done;
  },
});

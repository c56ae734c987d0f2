import { dirname } from 'node:path';
import { down, planSource } from '#app';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';

export const command = defineCommand({
  usage: 'down [--env NAME]',
  about: {
    en: 'stop the local system; no process, port or lock is left, data stays',
    ko: '로컬 시스템을 멈춘다. 프로세스, 포트, 잠금은 남지 않고 데이터는 남는다',
  },
  words: [0, 0],
  flags: {},
  async run(call) {
    // The plan is not read: it must be possible to stop what a broken plan once raised.
    const folder = dirname(planSource.find(call.values.plan, call.folder));
    const environment = call.values.env ?? 'local';
    const ran = await down({ folder }, environment);
    const ko = call.language === 'ko';
    const words = ran
      ? ko
        ? '멈췄다.'
        : 'Stopped.'
      : ko
        ? '돌고 있는 것이 없었다.'
        : 'Nothing was running.';
    call.out(call.json ? `${JSON.stringify({ environment, ran })}\n` : `${words}\n`);
    return EXIT.done;
  },
});

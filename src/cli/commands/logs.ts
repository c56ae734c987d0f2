import { dirname } from 'node:path';
import { followLogs, planSource } from '#app';
import { Failure, type Text, withParticle } from '#kernel';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { overSsh, SSH_FLAG } from '../over-ssh.ts';

export const command = defineCommand({
  usage: 'logs [PART] [--env NAME] [--lines N] [--follow]',
  about: {
    en: 'the last lines of every part, or of one',
    ko: '모든 구성 요소 또는 하나의 마지막 로그를 보인다',
  },
  words: [0, 1],
  flags: {
    ...SSH_FLAG,
    lines: {
      value: 'N',
      about: { en: 'how many of each (default 20)', ko: '각각 몇 줄 (기본 20)' },
    },
    follow: { about: { en: 'stay and print what comes', ko: '끝내지 않고 새 줄을 계속 출력' } },
  },
  async run(call) {
    if (call.values.ssh !== undefined) return overSsh(call, command);
    const folder = dirname(planSource.find(call.values.plan, call.folder));
    let printed = 0;
    const print = (source: string, line: string) => {
      printed++;
      call.out(
        call.json ? `${JSON.stringify({ source, line })}\n` : `${source.padEnd(20)} ${line}\n`,
      );
    };
    await followLogs({
      folder,
      environment: call.values.env ?? 'local',
      part: call.words[0],
      lines: linesOf(call.values.lines),
      follow: call.on('follow'),
      print,
      signal: call.signal,
    });
    if (printed === 0) call.err(`${SILENCE[call.language]}\n`);
    return EXIT.done;
  },
});

const SILENCE: Text = {
  en: 'Nothing has been logged here; `hanok up` raises the system.',
  ko: '아직 로그가 없다. `hanok up`으로 시스템을 세운다.',
};

/** `--lines`, strictly. */
function linesOf(words = '20'): number {
  if (/^\d{1,6}$/.test(words)) return Number(words);
  throw new Failure('usage/lines', {
    en: `--lines takes a whole number, not '${words}'`,
    ko: `--lines에는 정수를 쓴다. 지금은 ${withParticle(`'${words}'`, '이라/라')}고 적혀 있다`,
  });
}

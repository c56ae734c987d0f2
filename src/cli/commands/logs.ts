import { dirname } from 'node:path';
import { followLogs, planSource } from '#app';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';

export const command = defineCommand({
  usage: 'logs [PART] [--env NAME] [--lines N] [--follow]',
  about: {
    en: 'the last lines of every part, or of one',
    ko: '모든 부분 또는 한 부분의 마지막 로그',
  },
  words: [0, 1],
  flags: {
    lines: {
      value: 'N',
      about: { en: 'how many of each (default 20)', ko: '각각 몇 줄 (기본 20)' },
    },
    follow: { about: { en: 'stay and print what comes', ko: '머물며 새 줄을 출력' } },
  },
  async run(call) {
    const folder = dirname(planSource.find(call.values.plan, call.folder));
    const print = (source: string, line: string) =>
      call.out(
        call.json ? `${JSON.stringify({ source, line })}\n` : `${source.padEnd(20)} ${line}\n`,
      );
    await followLogs({
      folder,
      environment: call.values.env ?? 'local',
      part: call.words[0],
      lines: Number(call.values.lines ?? 20),
      follow: call.on('follow'),
      print,
      signal: call.signal,
    });
    return EXIT.done;
  },
});

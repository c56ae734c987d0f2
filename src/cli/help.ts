import type { Language } from '#kernel';
import { COMMON, type Grammar } from './args.ts';
import type { Command, Flags } from './command.ts';
import { COMMANDS } from './commands.ts';

/** `hanok help`, and `hanok` alone. */
export const HELP: Grammar = {
  usage: 'help [COMMAND]',
  words: [0, 1],
  flags: { version: { short: 'v', about: { en: 'the version', ko: '버전' } } },
};

const WORDS = {
  en: {
    head: 'Hanok: write the plan once; it is proved, raised, and kept proved.',
    commands: 'Commands',
    flags: 'Flags',
    common: 'Every command',
    first: 'To begin: hanok doctor, hanok check, hanok up, hanok deploy SERVICE, hanok down',
    more: "One command's page: hanok help COMMAND",
    exits:
      'Exit codes: 0 done, 1 findings or not promoted or not healthy, 2 a wrong command line,\n            3 the world said no, 70 a bug in Hanok',
  },
  ko: {
    head: 'Hanok: 계획을 한 번 쓰면 증명하고, 세우고, 계속 증명한다.',
    commands: '명령',
    flags: '플래그',
    common: '모든 명령',
    first: '처음이라면: hanok doctor, hanok check, hanok up, hanok deploy 서비스, hanok down',
    more: '한 명령의 설명: hanok help 명령',
    exits:
      '종료 코드: 0 끝남, 1 발견이 있거나 승격되지 않았거나 정상이 아님, 2 잘못 쓴 명령,\n           3 실행할 수 없는 상황, 70 Hanok의 버그',
  },
} as const;

const printFlags = (title: string, flags: Flags, language: Language): string => {
  const lines = Object.entries(flags).map(([name, { value, short, about }]) => {
    const flag = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
    return `  ${flag.padEnd(24)}${about[language]}\n`;
  });
  return lines.length > 0 ? `\n${title}:\n${lines.join('')}` : '';
};

/** One command's page. */
export function helpOf(command: Command, language: Language): string {
  const { flags, common } = WORDS[language];
  const head = `hanok ${command.usage}\n\n${command.about[language]}\n`;
  return `${head}${printFlags(flags, command.flags, language)}${printFlags(common, COMMON, language)}`;
}

/** All commands, a line each. */
export async function help(language: Language): Promise<string> {
  const lines = await Promise.all(
    Object.entries(COMMANDS).map(
      async ([name, load]) => `  ${name.padEnd(12)} ${(await load()).command.about[language]}\n`,
    ),
  );
  const { head, commands, common, first, more, exits } = WORDS[language];
  const flags = printFlags(common, COMMON, language);
  return `${head}\n\n${commands}:\n${lines.join('')}${flags}\n${first}\n${more}\n${exits}\n`;
}

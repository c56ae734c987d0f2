import type { Language } from '#kernel';
import { COMMON } from './args.ts';
import type { Command, Flags } from './command.ts';
import { COMMANDS } from './commands.ts';

const printFlags = (flags: Flags, language: Language): string =>
  Object.entries(flags)
    .map(
      ([name, flag]) =>
        `  --${name}${flag.value ? ` ${flag.value}` : ''}`.padEnd(26) + flag.about[language],
    )
    .join('\n');

/** One command's page. */
export function helpOf(command: Command, language: Language): string {
  const common = language === 'ko' ? '모든 명령' : 'Every command';
  const own =
    Object.keys(command.flags).length > 0 ? `${printFlags(command.flags, language)}\n` : '';
  return `hanok ${command.usage}\n\n${command.about[language]}\n\n${own}${common}:\n${printFlags(COMMON, language)}\n`;
}

/** All commands, a line each. */
export async function help(language: Language): Promise<string> {
  const lines = await Promise.all(
    Object.entries(COMMANDS).map(
      async ([name, load]) => `  ${name.padEnd(12)} ${(await load()).command.about[language]}`,
    ),
  );
  const words =
    language === 'ko'
      ? {
          head: 'Hanok: 계획을 한 번 쓰면 증명하고, 세우고, 계속 증명한다.',
          commands: '명령',
          more: '한 명령의 설명: hanok help 명령',
        }
      : {
          head: 'Hanok: write the plan once; it is proved, raised, and kept proved.',
          commands: 'Commands',
          more: "One command's page: hanok help COMMAND",
        };
  return `${words.head}\n\n${words.commands}:\n${lines.join('\n')}\n\n${printFlags(COMMON, language)}\n\n${words.more}\n`;
}

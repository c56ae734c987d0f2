import { parseArgs } from 'node:util';
import { Failure, type Language, nearest, type Text, withParticle } from '#kernel';
import type { Command, Flags } from './command.ts';

/** Flags every command takes. */
export const COMMON: Flags = {
  plan: {
    value: 'FILE',
    about: {
      en: 'the plan (default: the nearest hanok.plan.ts)',
      ko: '계획 파일 (기본: 가장 가까운 hanok.plan.ts)',
    },
  },
  env: {
    value: 'NAME',
    about: {
      en: 'one environment (default: all for check, show and synth, else local)',
      ko: '환경 하나 (기본: check, show, synth는 전부, 나머지는 local)',
    },
  },
  json: { about: { en: 'print exactly the data, as JSON', ko: '데이터만 JSON으로 출력' } },
  lang: {
    value: 'en|ko',
    about: { en: 'language (default: from the locale)', ko: '언어 (기본: 로캘)' },
  },
  help: { short: 'h', about: { en: 'this page', ko: '이 도움말' } },
};

export interface Parsed {
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly switches: ReadonlySet<string>;
}

/** The command, and the rest of the line: the flags every command takes may come first as well. */
export function splitCommand(argv: readonly string[]): {
  readonly name: string | undefined;
  readonly rest: readonly string[];
} {
  const takesNext = (word = '') => word.startsWith('--') && !!COMMON[word.slice(2)]?.value;
  const at = argv.findIndex((word, index) => !word.startsWith('-') && !takesNext(argv[index - 1]));
  return at < 0 ? { name: undefined, rest: argv } : { name: argv[at], rest: argv.toSpliced(at, 1) };
}

/** What `--lang` says, before anything else is read: a wrong command line is answered in it too. */
export function saidLanguage(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  return argv[at] === '--lang' ? argv[at + 1] : argv[at]?.slice('--lang='.length);
}

/** What `parse` has to know of a command. */
export type Grammar = Pick<Command, 'usage' | 'flags' | 'words'>;

/** Declared flags to values; anything else is a usage failure that names the flag. */
export function parse(command: Grammar, argv: readonly string[]): Parsed {
  const flags = { ...COMMON, ...command.flags };
  const { values, positionals } = read(command, flags, argv);
  const [least, most] = command.words;
  const help = values.help === true;
  if (!help && (positionals.length < least || positionals.length > most)) throw misused(command);
  const strings = Object.entries(values).filter(([, value]) => typeof value === 'string');
  const switches = Object.entries(values).filter(([, value]) => value === true);
  return {
    words: positionals,
    values: Object.fromEntries(strings) as Record<string, string>,
    switches: new Set(switches.map(([name]) => name)),
  };
}

function read(command: Grammar, flags: Flags, argv: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { value, short }]) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const), ...(short && { short }) },
    ]),
  );
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw wrongFlag(command, flags, cause as Error & { code?: string });
  }
}

function wrongFlag(command: Grammar, flags: Flags, cause: Error & { code?: string }): Failure {
  const flag = /'(?:-\w, )?(-{1,2}[^'\s=]+)/.exec(cause.message)?.[1] ?? '';
  const name = flag.slice(2);
  const hint = seeHelp(command);
  if (cause.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const near = nearest(name, Object.keys(flags));
    const meant = near && { en: `Did you mean --${near}?`, ko: `혹시 --${near}인가?` };
    return new Failure(
      'usage/unknown-flag',
      { en: `there is no flag ${flag}`, ko: `${flag} 플래그는 없다` },
      { hint: meant || hint, cause },
    );
  }
  const { value } = flags[name] ?? {};
  if (value)
    return new Failure(
      'usage/flag-needs-value',
      {
        en: `${flag} needs a value: ${flag} ${value}`,
        ko: `${flag}에는 값이 필요하다: ${flag} ${value}`,
      },
      { hint, cause },
    );
  return new Failure(
    'usage/flag-takes-none',
    { en: `${flag} takes no value`, ko: `${flag}에는 값을 쓰지 않는다` },
    { hint, cause },
  );
}

function seeHelp({ usage }: Grammar): Text {
  const page = ['hanok help', usage.split(' ')[0]].join(' ').replace(' help help', ' help');
  return { en: `See \`${page}\`.`, ko: `\`${page}\` 도움말을 본다.` };
}

const misused = (command: Grammar) =>
  new Failure(
    'usage/arguments',
    { en: `usage: hanok ${command.usage}`, ko: `사용법: hanok ${command.usage}` },
    { hint: seeHelp(command) },
  );

/** `--lang`, else the locale's language, else English. */
export function languageOf(
  said: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  if (said === 'en' || said === 'ko') return said;
  if (said !== undefined)
    throw new Failure('usage/language', {
      en: `--lang takes en or ko, not '${said}'`,
      ko: `--lang에는 en 또는 ko를 쓴다. 지금은 ${withParticle(`'${said}'`, '이라/라')}고 적혀 있다`,
    });
  return (env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '').startsWith('ko') ? 'ko' : 'en';
}

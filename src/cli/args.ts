import { parseArgs } from 'node:util';
import { Failure, type Language } from '#kernel';
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
  env: { value: 'NAME', about: { en: 'one environment', ko: '환경 하나' } },
  json: { about: { en: 'print exactly the data, as JSON', ko: '데이터를 그대로 JSON으로 출력' } },
  lang: {
    value: 'en|ko',
    about: { en: 'language (default: from the locale)', ko: '언어 (기본: 로캘)' },
  },
  help: { about: { en: 'this page', ko: '이 도움말' } },
};

export interface Parsed {
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly switches: ReadonlySet<string>;
}

/** Declared flags to values; anything else is a usage failure that names the flag. */
export function parse(command: Command, argv: readonly string[]): Parsed {
  const flags = { ...COMMON, ...command.flags };
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [
      name,
      { type: flag.value ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options,
      allowPositionals: true,
      strict: true,
    });
    const [least, most] = command.words;
    const help = values.help === true;
    if (!help && (positionals.length < least || positionals.length > most))
      throw usage(`hanok ${command.usage}`);
    const strings = Object.entries(values).filter(([, value]) => typeof value === 'string');
    const switches = Object.entries(values).filter(([, value]) => value === true);
    return {
      words: positionals,
      values: Object.fromEntries(strings) as Record<string, string>,
      switches: new Set(switches.map(([name]) => name)),
    };
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw usage((cause as Error).message.split('. ')[0] ?? '', cause);
  }
}

const usage = (words: string, cause?: unknown) =>
  new Failure(
    'usage/arguments',
    { en: `usage: ${words}`, ko: `사용법: ${words}` },
    {
      hint: { en: 'See `hanok help`.', ko: '`hanok help`를 본다.' },
      cause,
    },
  );

/** `--lang`, else the locale's language, else English. */
export function languageOf(
  said: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  if (said === 'en' || said === 'ko') return said;
  if (said !== undefined) throw usage(`--lang en|ko, not '${said}'`);
  return (env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '').startsWith('ko') ? 'ko' : 'en';
}

import { createInterface } from 'node:readline/promises';
import { type Answers, type DraftSite, nameFor } from '#app';
import type { Text } from '#kernel';
import type { Call } from './command.ts';

/** What is taken when nobody answers. */
export const defaultAnswers = (name: string): Answers => ({
  name,
  command: ['node', 'server.ts'],
  database: 'postgres',
  cache: false,
  site: undefined,
  availability: '99.9%',
  point: '1 h',
});

/** Asks one question; an empty answer is the default. Answers that do not fit are asked again. */
export type Ask = (question: Text, usual: string, fits: RegExp) => Promise<string>;

const ANY = /\S/;

/** The questions of `hanok init`, in order. */
export async function questions(name: string, ask: Ask): Promise<Answers> {
  const usual = defaultAnswers(name);
  const called = await ask({ en: 'name of the system', ko: '시스템 이름' }, name, ANY);
  const command = await ask(
    { en: 'command that starts it', ko: '시작하는 명령' },
    usual.command.join(' '),
    ANY,
  );
  const database = await ask(
    { en: 'database: postgres, mysql or none', ko: '데이터베이스: postgres, mysql, none' },
    usual.database,
    /^(postgres|mysql|none)$/,
  );
  const cache = await ask({ en: 'Redis: yes or no', ko: 'Redis: yes, no' }, 'no', /^(yes|no)$/);
  const site = await askSite(ask);
  const availability = await ask(
    { en: 'availability to promise', ko: '약속할 가용성' },
    usual.availability,
    /^\d{1,3}(\.\d+)?%$/,
  );
  const point = await ask(
    { en: 'data that may be lost at most (RPO)', ko: '최대로 잃어도 되는 데이터 (RPO)' },
    usual.point,
    /^\d+ (s|min|h|d)$/,
  );
  return {
    name: nameFor(called),
    command: command.trim().split(/\s+/),
    database: database as Answers['database'],
    cache: cache === 'yes',
    site,
    availability,
    point,
  };
}

const REGION: Readonly<Record<string, string>> = {
  aws: 'ap-northeast-2',
  gcp: 'asia-northeast3',
  'on-premises': 'KR',
};

async function askSite(ask: Ask): Promise<DraftSite | undefined> {
  const provider = await ask(
    {
      en: 'where it will stand: aws, gcp, on-premises or none',
      ko: '운영할 곳: aws, gcp, on-premises, none',
    },
    'none',
    /^(aws|gcp|on-premises|none)$/,
  );
  if (provider === 'none') return undefined;
  const where = await ask(
    provider === 'on-premises'
      ? { en: 'country, as ISO 3166-1', ko: '국가 (ISO 3166-1)' }
      : { en: 'region', ko: '리전' },
    REGION[provider] ?? '',
    provider === 'on-premises' ? /^[A-Z]{2}$/ : /^[a-z]+(-[a-z0-9]+)+$/,
  );
  return { provider: provider as DraftSite['provider'], where };
}

/** Asks on the terminal, in the chosen language. */
export async function askAnswers(name: string, { language, signal }: Call): Promise<Answers> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await questions(name, async (question, usual, fits) => {
      for (;;) {
        const said = await lines.question(`${question[language]} [${usual}]: `, { signal });
        const answer = said.trim() === '' ? usual : said.trim();
        if (fits.test(answer)) return answer;
      }
    });
  } finally {
    lines.close();
  }
}

interface Words {
  readonly en: string;
  readonly ko: string;
}

const locale = process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG ?? '';
const language: keyof Words = locale.startsWith('ko') ? 'ko' : 'en';

/** One of two languages, by the locale, as the commands themselves choose. */
export const tell = (words: Words): string => words[language];

export const say = (words: Words): void => {
  process.stdout.write(`\n■ ${tell(words)}\n`);
};

/** Says what begins, and how long it took when it is over. */
export async function step<T>(words: Words, work: () => Promise<T>): Promise<T> {
  say(words);
  const began = performance.now();
  const done = await work();
  process.stdout.write(`  ${((performance.now() - began) / 1_000).toFixed(1)} s\n`);
  return done;
}

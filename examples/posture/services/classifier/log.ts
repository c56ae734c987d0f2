import type { Settings } from './settings.ts';

type Level = Settings['logLevel'];
/** Facts about the service only: no names, device ids, pseudonyms, addresses or samples. */
type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

export type Log = (level: Level, message: string, facts?: Facts) => void;

const RANK: Readonly<Record<Level, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** JSON lines on stdout. */
export function openLog({ logLevel, release, instance }: Settings): Log {
  return (level, message, facts = {}) => {
    if (RANK[level] < RANK[logLevel]) return;
    const line = { time: new Date().toISOString(), level, message, release, instance, ...facts };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
}

/** An error in words fit for a log: its kind and message, never its stack or the values it carries. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
}

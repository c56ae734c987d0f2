import { Failure } from '#kernel';
import { layoutOf, listLogs, readFrom, tailOffset } from '#runtime';
import { systemClock } from './wire.ts';

export interface FollowSpec {
  readonly folder: string;
  readonly environment: string;
  /** Only logs of this part. */
  readonly part: string | undefined;
  readonly lines: number;
  readonly follow: boolean;
  readonly print: (source: string, line: string) => void;
  readonly signal: AbortSignal;
}

/** Prints the last lines of each log and, if asked, what comes after, until the signal. */
export async function followLogs({
  folder,
  environment,
  part,
  lines,
  follow,
  print,
  signal,
}: FollowSpec): Promise<void> {
  const layout = layoutOf(folder, environment);
  const offsets = new Map<string, number>();
  const pump = (first: boolean): void => {
    for (const { name, path } of listLogs(layout).filter(
      ({ name }) => part === undefined || name === part || name.startsWith(`${part}-`),
    )) {
      const from = offsets.get(path) ?? (first ? tailOffset(path, lines) : 0);
      const { text, next } = readFrom(path, from);
      offsets.set(path, next);
      for (const line of text.split('\n').filter((one) => one !== '')) print(name, line);
    }
  };
  pump(true);
  if (offsets.size === 0 && part !== undefined)
    throw new Failure('usage/no-log', {
      en: `there is no log of '${part}'`,
      ko: `'${part}'의 로그가 없다`,
    });
  while (follow && !signal.aborted) {
    await systemClock.sleep(200, signal);
    pump(false);
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { layoutOf, type SystemStatus } from '#runtime';
import { type Ran, runCli } from './run-cli.ts';
import { tempDir } from './temp-dir.ts';

/** A raised system in a folder of its own; disposing of it takes it down. */
export async function raised(files: Readonly<Record<string, string>>) {
  const dir = tempDir(files);
  const hanok = (...words: string[]): Promise<Ran> => runCli(dir.path, words);
  const up = await hanok('up', '--json');
  const layout = layoutOf(dir.path, 'local');
  const status = async () => JSON.parse((await hanok('status', '--json')).out) as SystemStatus;
  return {
    dir: dir.path,
    layout,
    up,
    hanok,
    status,
    address:
      up.code === 0
        ? (Object.values((JSON.parse(up.out) as { status: SystemStatus }).status.addresses)[0] ??
          '')
        : '',
    supervisorPid: () =>
      (JSON.parse(readFileSync(layout.lock, 'utf8')) as { process: { pid: number } }).process.pid,
    left: () => marked(layout.mark),
    async [Symbol.asyncDispose]() {
      await hanok('down');
      for (const pid of marked(layout.mark)) process.kill(pid, 'SIGKILL');
      dir[Symbol.dispose]();
    },
  };
}

/** Living processes that carry a mark. */
export function marked(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const carries = readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(mark);
        const zombie = / [ZX] /.test(
          readFileSync(`/proc/${name}/stat`, 'latin1').replace(/^.*\)/, ''),
        );
        return carries && !zombie ? [Number(name)] : [];
      } catch {
        return [];
      }
    });
}

/** Waits until something holds; fails with its name after a deadline. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  ms = 15_000,
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Failure } from '#kernel';

/** Another machine, as somebody names it. */
export interface SshAddress {
  /** What OpenSSH calls the destination: 'deploy@203.0.113.7'. */
  readonly destination: string;
  readonly port?: number;
}

/** Where a folder goes. */
export interface Destination {
  /** An absolute path, which must be there. */
  readonly home: string;
  /** Below it. */
  readonly into: string;
}

/** What a command over there writes, as it comes. */
export interface Heard {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The machine at an address, by the `ssh` of this one with its own keys and settings; HANOK_SSH names
 * another program in its place. Nothing is asked: whoever has no way in without a password is refused.
 */
export const sshMachine = ({ destination, port }: SshAddress, program = programOf()) => {
  const words = [
    ...['-T', '-o', 'BatchMode=yes', '-o', 'ServerAliveInterval=15'],
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...['--', destination],
  ];
  const start = (script: string, stdin: 'ignore' | 'pipe'): ChildProcess =>
    spawn(program, [...words, script], { stdio: [stdin, 'pipe', 'pipe'] });
  return {
    /** Runs words of a POSIX shell; answers their exit code. Fails with app/ssh-failed. */
    async run(script: string, heard: Heard): Promise<number> {
      const child = start(script, 'ignore');
      endsWith(heard.signal, child);
      return ended(child, destination, heard);
    },

    /**
     * Brings a folder, which must be there, into one over there that is made below a home that is not.
     * What arrived in part is taken away again. Fails with app/ssh-failed.
     */
    async send(folder: string, { home, into }: Destination, signal?: AbortSignal): Promise<void> {
      const there = quoted(into);
      const child = start(
        `cd ${quoted(home)} && mkdir -p ${there} && { tar -xzf - -C ${there} || { rm -rf ${there}; exit 1; }; }`,
        'pipe',
      );
      const pack = spawn('tar', ['-czf', '-', '-C', folder, '.'], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      endsWith(signal, child, pack);
      // Who listens went away: its own end says why.
      child.stdin?.on('error', () => pack.kill());
      pack.stdout.pipe(child.stdin as NonNullable<ChildProcess['stdin']>);
      let said = '';
      const err = (text: string): void => {
        said += text;
      };
      const [sent, made] = await Promise.all([
        ended(child, destination, { out: () => undefined, err }),
        // Its output is the folder, and goes there.
        ended(pack, destination, { err }),
      ]);
      if (sent !== 0 || made !== 0) throw notSent(destination, said);
    },
  };
};
export type SshMachine = ReturnType<typeof sshMachine>;

/** One word of a POSIX shell, whatever is in it. */
export const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

const programOf = (): string => process.env.HANOK_SSH || 'ssh';

function endsWith(signal: AbortSignal | undefined, ...children: readonly ChildProcess[]): void {
  const end = (): void => {
    for (const child of children) child.kill();
  };
  if (signal?.aborted) end();
  else signal?.addEventListener('abort', end, { once: true });
}

async function ended(
  child: ChildProcess,
  who: string,
  { out, err }: Pick<Heard, 'err'> & Partial<Heard>,
): Promise<number> {
  let last = '';
  if (out) child.stdout?.setEncoding('utf8').on('data', out);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    last = text;
    err(text);
  });
  const [code] = (await once(child, 'close').catch((cause) => {
    throw noProgram(who, cause);
  })) as [number | null];
  // OpenSSH's own: it did not get there, or lost its way.
  if (code === 255) throw unreachable(who, last.trim());
  return code ?? 1;
}

const noProgram = (who: string, cause: unknown) =>
  new Failure(
    'app/ssh-failed',
    {
      en: `there is no program to reach ${who} with: ${(cause as Error).message}`,
      ko: `${who}에 닿을 프로그램이 없다: ${(cause as Error).message}`,
    },
    {
      cause,
      hint: {
        en: 'Install the OpenSSH client and tar, or name another program in HANOK_SSH.',
        ko: 'OpenSSH 클라이언트와 tar를 설치하거나 HANOK_SSH에 다른 프로그램을 적는다.',
      },
    },
  );

const unreachable = (who: string, said: string) =>
  new Failure(
    'app/ssh-failed',
    {
      en: `${who} cannot be reached, or the way there broke: ${said}`,
      ko: `${who}에 닿지 못했거나 연결이 끊겼다: ${said}`,
    },
    {
      hint: {
        en: 'What began over there goes on there. Try `ssh` to it by hand: it must let you in without a password.',
        ko: '그곳에서 시작한 일은 그곳에서 계속된다. 직접 `ssh`로 들어가 본다. 암호 없이 들어갈 수 있어야 한다.',
      },
    },
  );

const notSent = (who: string, said: string) =>
  new Failure(
    'app/ssh-failed',
    {
      en: `the release did not reach ${who} whole, and nothing was delivered: ${said.trim()}`,
      ko: `릴리스가 ${who}에 온전히 닿지 않아 배포하지 않았다: ${said.trim()}`,
    },
    {
      hint: {
        en: 'The folder of the plan has to be there, and room for the build; name another folder behind the host.',
        ko: '그곳에 계획의 폴더와 빌드를 둘 공간이 있어야 한다. 폴더가 다르면 호스트 뒤에 적는다.',
      },
    },
  );

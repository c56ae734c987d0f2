import { Failure } from '#kernel';

/** The way to a server, as `--ssh` names it. */
export interface Door {
  /** What OpenSSH calls it: 'deploy@203.0.113.7'. */
  readonly destination: string;
  readonly port?: number;
  /** Where the plan lies; the generated units' own place without it. */
  readonly folder?: string;
}

const WORDS =
  /^(?<destination>(?:[\w.][\w.-]*@)?(?:[a-z0-9][\w.-]*|\[[\da-f:.]+\]))(?::(?<port>\d{1,5}))?(?<folder>\/.*)?$/i;

/**
 * Reads `[USER@]HOST[:PORT][/FOLDER]`: no part of it can be taken for an option of ssh.
 * Fails with usage/ssh-address.
 */
export function doorOf(words: string): Door {
  const { destination, port, folder } = WORDS.exec(words)?.groups ?? {};
  if (destination === undefined || Number(port ?? 22) > 65_535) throw notADoor(words);
  return {
    destination: destination.replace(/[[\]]/g, ''),
    ...(port !== undefined && { port: Number(port) }),
    ...(folder !== undefined && folder !== '/' && { folder }),
  };
}

const notADoor = (words: string) =>
  new Failure(
    'usage/ssh-address',
    {
      en: `'${words}' names no server`,
      ko: `'${words}'에서 서버를 알 수 없다`,
    },
    {
      hint: {
        en: 'Write [USER@]HOST[:PORT][/FOLDER], such as deploy@203.0.113.7 or shop@web:2222/srv/shop/plan.',
        ko: '[사용자@]호스트[:포트][/폴더]로 적는다. 예: deploy@203.0.113.7, shop@web:2222/srv/shop/plan',
      },
    },
  );

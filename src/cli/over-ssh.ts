import { deliverThere, relay } from '#app';
import { Failure } from '#kernel';
import type { Call, Command, Flags } from './command.ts';

/** For commands that the Hanok of a server can do in our place. */
export const SSH_FLAG: Flags = {
  ssh: {
    value: 'SERVER',
    about: {
      en: 'the server where an environment on one stands, [USER@]HOST[:PORT][/FOLDER]: its own Hanok does it',
      ko: '서버에 있는 환경의 서버, [사용자@]호스트[:포트][/폴더]. 그곳의 Hanok이 실행한다',
    },
  },
};

/** Has the server do what was asked of us, word for word. */
export const overSsh = (call: Call, command: Command): Promise<number> =>
  relay({
    ...hearing(call),
    words: [...nameOf(command), ...call.words, ...flagsOf(call, command)],
  });

/** Brings the build of each service to the server and has it delivered there. */
export function deliverOverSsh(call: Call, command: Command, from: string | undefined) {
  if (call.words.length === 0 || call.values.image !== undefined || call.on('first'))
    throw new Failure('usage/deploy-ssh', {
      en: 'a server is brought folders: name the services, without --all, --image and --first',
      ko: '서버에는 폴더를 보낸다. --all, --image, --first 없이 서비스를 적는다',
    });
  const words = [...nameOf(command), '', ...flagsOf(call, command)];
  return deliverThere({ ...hearing(call), words, services: call.words, from });
}

const hearing = (call: Call) => ({
  folder: call.folder,
  plan: call.values.plan,
  environment: call.values.env,
  ssh: call.values.ssh ?? '',
  out: call.out,
  err: call.err,
  note: (text: { readonly en: string; readonly ko: string }) =>
    call.err(`${text[call.language]}\n`),
  signal: call.signal,
});

const nameOf = ({ usage }: Command): readonly string[] => usage.split(' ').slice(0, 1);

/** What says where, and what is brought, is ours; the rest is told on. */
const OURS = new Set(['ssh', 'from', 'image', 'first', 'all', 'context', 'site', 'prometheus']);

const flagsOf = (call: Call, { flags }: Command): readonly string[] => [
  ...Object.entries(flags).flatMap(([name, { value }]) => {
    if (OURS.has(name)) return [];
    if (value === undefined) return call.on(name) ? [`--${name}`] : [];
    const said = call.values[name];
    return said === undefined ? [] : [`--${name}`, said];
  }),
  ...(call.json ? ['--json'] : []),
  ...['--lang', call.language],
];

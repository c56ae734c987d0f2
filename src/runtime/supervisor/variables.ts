import { Failure, toVariable } from '#kernel';
import type { ResolvedPlan, ResolvedService } from '#model';
import { postgresUrl } from '../stores/postgres.ts';
import { redisUrl } from '../stores/redis.ts';

/** What the environment of a service is made of. */
export interface Surroundings {
  readonly plan: ResolvedPlan;
  readonly planFolder: string;
  /** Where a store listens now, or a service for calls from inside. */
  readonly portOf: (part: string) => number;
  readonly passwordOf: (store: string) => string;
  /** The value of a secret at the version a release was made with. */
  readonly secretOf: (secret: string) => string;
  readonly folderOf: (part: string) => string;
}

/**
 * Links as variables: `NAME_URL` for what is spoken to, `NAME_DIR` for files, `NAME` for a secret.
 * Nothing else of our own environment is handed on but what every program needs.
 */
export function variablesOf(
  service: ResolvedService,
  around: Surroundings,
): Record<string, string> {
  const links = service.links
    // Where somebody else's API answers is configuration: the plan does not know its address.
    .filter(({ to }) => kindOf(to, around) !== 'external')
    .map(({ to }) => linkVariable(to, around));
  const secrets = service.secrets.map((name) => [toVariable(name), around.secretOf(name)] as const);
  return Object.fromEntries([...links, ...secrets]);
}

const kindOf = (name: string, { plan }: Surroundings) =>
  plan.parts.find((one) => one.name === name)?.kind;

function linkVariable(to: string, around: Surroundings): readonly [string, string] {
  const part = around.plan.parts.find((one) => one.name === to);
  const name = toVariable(to);
  switch (part?.kind) {
    case 'postgres':
      return [`${name}_URL`, postgresUrl(to, around.passwordOf(to), around.portOf(to))];
    case 'redis':
      return [`${name}_URL`, redisUrl(around.passwordOf(to), around.portOf(to))];
    case 'service':
      return [`${name}_URL`, `http://127.0.0.1:${around.portOf(to)}`];
    case 'model-files':
      return [`${name}_DIR`, around.folderOf(to)];
    default:
      throw new Failure('runtime/link-not-raised', {
        en: `a link to ${to} (${part?.kind ?? 'nothing'}) cannot be raised locally yet`,
        ko: `${to}(${part?.kind ?? '없음'})로의 연결은 아직 로컬에서 세울 수 없다`,
      });
  }
}

const HANDED_ON = [
  'HOME',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'TMPDIR',
  'USER',
  'LOGNAME',
  'SHELL',
];

/** What every program needs, our own Node first on its path, and the mark by which orphans are found. */
export function commonVariables(
  mark: string,
  ours: Readonly<Record<string, string | undefined>>,
  nodeFolder: string,
): Record<string, string> {
  const kept = HANDED_ON.flatMap((name) =>
    ours[name] === undefined ? [] : [[name, ours[name]] as const],
  );
  const [key = '', value = ''] = mark.split('=');
  return {
    ...Object.fromEntries(kept),
    PATH: `${nodeFolder}:${ours.PATH ?? '/usr/local/bin:/usr/bin:/bin'}`,
    [key]: value,
  };
}

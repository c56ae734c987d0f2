import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { Text } from '#kernel';
import { partsOf, planHomeOf, RAISED_ON_SERVER, type ResolvedPlan } from '#model';
import { planOf } from '../check-plan.ts';
import { type LoadedPlan, loadPlan } from '../load-plan.ts';
import { refuseErrors } from '../refuse-errors.ts';
import { noService, releaseOrder } from '../release-order.ts';
import { planSource, quoted, type SshMachine, sshMachine } from '../wire.ts';
import { type Door, doorOf } from './door.ts';
import { notHanokThere, nothingToSend, notOnAServer } from './failures.ts';

/** A command for the Hanok of a server. */
export interface Relayed {
  /** As it is called there, after `hanok `: environment, language and the like are added. */
  readonly words: readonly string[];
  readonly folder: string;
  readonly plan: string | undefined;
  /** The environment that stands on the server. */
  readonly environment: string | undefined;
  /** `[USER@]HOST[:PORT][/FOLDER]`. */
  readonly ssh: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly note: (text: Text) => void;
  readonly signal: AbortSignal;
}

/** Where a command goes. */
interface There {
  readonly loaded: LoadedPlan;
  readonly plan: ResolvedPlan;
  readonly machine: SshMachine;
  readonly door: Door;
  readonly home: string;
}

/** Has the server's own Hanok do it, in the folder of its plan; answers its exit code. */
export async function relay(command: Relayed): Promise<number> {
  return there(await reach(command), command, hanok(command.words));
}

/**
 * Delivers services to a server, what is called before its callers: brings the build output of each,
 * and has the Hanok over there deliver it, which carries the rollout whether anybody listens or not.
 * Ends at the first that is not promoted; answers the exit code of the last.
 */
export async function deliverThere(
  command: Relayed & { readonly services: readonly string[]; readonly from: string | undefined },
): Promise<number> {
  const place = await reach(command);
  refuseErrors(place.loaded, command.environment);
  let code = 0;
  for (const service of releaseOrder(place.plan, command.services)) {
    const folder = command.from ?? builtFolder(place, service);
    const sent = `.hanok/incoming/${randomBytes(6).toString('hex')}`;
    command.note(sending(service, place.door.destination));
    await place.machine.send(folder, { home: place.home, into: sent }, command.signal);
    const deliver = hanok([...command.words.with(1, service), '--from', sent]);
    // Its own copy is made by then, or never will be.
    code = await there(place, command, `${deliver}; code=$?; rm -rf ${sent}; exit $code`);
    if (command.signal.aborted) command.note(goesOn(service, command));
    if (code !== 0 || command.signal.aborted) return code;
  }
  return code;
}

async function reach({ environment, folder, plan: named, ssh }: Relayed): Promise<There> {
  const door = doorOf(ssh);
  const loaded = await loadPlan(planSource, named, folder);
  if (environment === undefined) throw notOnAServer('local');
  const plan = planOf(loaded, environment);
  const { on, also } = plan.environment;
  if (![on, ...also].some(({ engine }) => engine === 'server')) throw notOnAServer(environment);
  const home = door.folder ?? planHomeOf(plan.name);
  return { loaded, plan, machine: sshMachine(door), door, home };
}

async function there({ machine, home, door }: There, heard: Relayed, script: string) {
  const code = await machine.run(`cd ${quoted(home)} || exit 127; ${script}`, heard);
  if (code === 127) throw notHanokThere(door.destination);
  return code;
}

const hanok = (words: readonly string[]): string =>
  ['hanok', ...words, '--env', RAISED_ON_SERVER].map(quoted).join(' ');

function builtFolder({ loaded, plan }: There, name: string): string {
  const services = partsOf(plan, 'service');
  const found = services.find((one) => one.name === name);
  if (!found)
    throw noService(
      name,
      services.map((one) => one.name),
    );
  if (found.run?.folder === undefined) throw nothingToSend(name);
  return resolve(loaded.folder, found.run.folder);
}

const goesOn = (service: string, { ssh, environment }: Relayed): Text => ({
  en: `The rollout goes on over there: see \`hanok rollout show --env ${environment} --ssh ${ssh}\`, take it back with \`hanok rollback ${service}\` and the same.`,
  ko: `롤아웃은 그곳에서 계속된다. \`hanok rollout show --env ${environment} --ssh ${ssh}\`로 보고, \`hanok rollback ${service}\`에 같은 것을 붙여 되돌린다.`,
});

const sending = (service: string, to: string): Text => ({
  en: `sending the build of ${service} to ${to}; the plan that lies there governs it`,
  ko: `${service} 빌드를 ${to}에 보낸다. 설정은 그곳에 있는 계획을 따른다`,
});

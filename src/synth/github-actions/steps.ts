import { partsOf } from '#model';
import { pinnedAction } from '../action.ts';
import { Said, type Source, type Tree, type TreeMap } from '../source.ts';
import type { SynthContext } from '../target.ts';
import type { Pipeline } from './pipeline.ts';

/** What the jobs of one plan share. */
export interface Shop {
  readonly context: SynthContext;
  /** The environments by name, each with its own placement. */
  readonly environments: ReadonlyMap<string, SynthContext>;
  readonly pipeline: Pipeline;
  /** Names of secrets and variables that the jobs ask GitHub for. */
  readonly asked: Set<string>;
}

/** Hanok itself needs Node 24; a plan that says a later one is taken at its word. */
const NODE = '24';

export const usesPnpm = ({ context, pipeline }: Shop): boolean =>
  (pipeline.stages ?? []).some((one) => one.with?.some((word) => word.startsWith('pnpm '))) ||
  runtimesOf(context).some((word) => word === 'pnpm' || word.startsWith('pnpm:'));

/** 'node:24', 'python:3.13' of every service and job, sorted. */
export const runtimesOf = ({ plan }: SynthContext): readonly string[] =>
  [...new Set(partsOf(plan, 'service', 'job').flatMap(({ runtime = [] }) => [...runtime]))].sort();

export const runnerOf = ({ pipeline }: Shop, source: Source): Tree =>
  pipeline.runner === 'self-hosted'
    ? [new Said('self-hosted', source)]
    : new Said('ubuntu-24.04', source);

export const action = (
  { context }: Shop,
  source: Source,
  name: string,
  more: { readonly with?: TreeMap; readonly id?: string; readonly name?: string } = {},
): TreeMap => ({
  name: more.name,
  id: more.id,
  uses: pinnedAction(context, name, source),
  with: more.with,
});

/** What GitHub fills in. Never part of a command: it reaches one through `env`. */
export const expression = (what: string): string => `\${{ ${what} }}`;

/** A command as a person types it. What comes from outside reaches it through `env` alone. */
export const run = (
  command: string | Said,
  more: { readonly env?: TreeMap; readonly name?: string; readonly id?: string } = {},
): TreeMap => ({ name: more.name, id: more.id, run: command, env: more.env });

export const checkout = (shop: Shop, source: Source): TreeMap =>
  // The token stays out of the working copy: no later step can push with it.
  action(shop, source, 'actions/checkout@v5', { with: { 'persist-credentials': false } });

/** The repository, Node, and what the lock file says: what every job but a log-in begins with. */
export function prepared(shop: Shop, source: Source, node: Tree = NODE): readonly TreeMap[] {
  const pnpm = usesPnpm(shop);
  const version = runtimesOf(shop.context)
    .find((word) => word.startsWith('pnpm:'))
    ?.split(':')[1];
  return [
    checkout(shop, source),
    ...(pnpm
      ? [
          action(shop, source, 'pnpm/action-setup@v4', {
            ...(version !== undefined && { with: { version } }),
          }),
        ]
      : []),
    action(shop, source, 'actions/setup-node@v6', {
      with: { 'node-version': node, cache: pnpm ? 'pnpm' : 'npm' },
    }),
    run(pnpm ? 'pnpm install --frozen-lockfile' : 'npm ci'),
  ];
}

/** A secret that GitHub keeps; its name is noted so that somebody puts it there. */
export function secret({ asked }: Shop, name: string): string {
  asked.add(`secrets.${name}`);
  return expression(`secrets.${name}`);
}

/** What differs between repositories and is no secret: a role's name, a project. */
export function variable({ asked }: Shop, name: string): string {
  asked.add(`vars.${name}`);
  return expression(`vars.${name}`);
}

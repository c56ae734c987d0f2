import { partsOf, type ResolvedJob, type ResolvedService, settlePort } from '#model';
import { type Database, databaseOf } from '../databases/database.ts';
import { type Edge, edgesOf } from '../edge/edge.ts';
import { portsOnServer } from '../edge/ports.ts';
import type { Source } from '../source.ts';
import type { SynthContext } from '../target.ts';

export type Running = ResolvedService | ResolvedJob;

/** The servers of an environment, with what every file of them asks settled once. */
export interface Hosts {
  readonly context: SynthContext;
  /** The plan's name: folders and the target are named by it. */
  readonly name: string;
  readonly source: Source;
  readonly services: readonly ResolvedService[];
  readonly jobs: readonly ResolvedJob[];
  readonly edges: readonly Edge[];
  readonly ports: ReadonlyMap<string, readonly number[]>;
  /** Databases that these machines run themselves. */
  readonly databases: readonly Database[];
  readonly caches: readonly ReturnType<typeof cachesOf>[number][];
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;

const cachesOf = ({ plan }: SynthContext) =>
  partsOf(plan, 'redis')
    .filter(({ managed }) => managed === undefined)
    .sort(byName);

export function hostsOf(context: SynthContext): Hosts {
  const { plan, view } = context;
  return {
    context,
    name: plan.name,
    source: { path: `environments.${plan.environment.name}`, at: plan.environment.at },
    services: [...partsOf(plan, 'service')].sort(byName),
    jobs: [...partsOf(plan, 'job')].sort(byName),
    edges: edgesOf(context),
    ports: portsOnServer(view),
    databases: [...partsOf(plan, 'postgres', 'mysql')]
      .sort(byName)
      .map((part) => databaseOf(context, part))
      .filter(({ kept }) => kept === 'machine'),
    caches: cachesOf(context),
  };
}

/** Where an instance's secrets rest, each in a file of its own that only root reads. */
export const secretsOf = ({ name }: Hosts): string => `/etc/${name}/secrets`;
/** The certificates of this machine's own stores, for whoever calls them. */
export const trustOf = ({ name }: Hosts): string => `/etc/${name}/tls/stores.pem`;
/** What puts credentials into a program's environment. */
export const launcherOf = ({ name }: Hosts): string => `/usr/local/lib/${name}/with-credentials`;
export const releaseOf = ({ name }: Hosts, part: string): string => `/srv/${name}/${part}/current`;

export const portsOf = ({ ports }: Hosts, service: ResolvedService): readonly number[] =>
  ports.get(service.name) ?? [settlePort(service)];

/** What of the plan as a whole a file follows from. */
export const policySource = ({ context }: Hosts, path: string): Source => ({
  path,
  at: context.plan.at,
});

/** Certificates that these machines get and renew themselves. */
export const renewedOf = ({ edges }: Hosts): readonly Edge[] =>
  edges.filter(
    ({ role, gateway }) => role === 'edge' && gateway.tls?.renews && gateway.hosts?.length,
  );

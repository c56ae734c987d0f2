import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import {
  Cluster,
  type ClusterSpec,
  textFiles as files,
  findAccess,
  findPlan,
  incidentsFile,
  journalFile,
  keepsNoSide,
  ledgerFile,
  loadPlan,
  localDriver,
  quoted,
  sshMachine,
  systemClock,
} from '#adapters';

import type { DeliveryPorts, Journal } from '#delivery';
import { askInstance, type Layout, type Supervisor } from '#runtime';
import type { PlanSource, TextFiles } from './ports.ts';

export type {
  Cluster,
  ClusterRelease,
  Entrance,
  HeldService,
  ServiceStanding,
  SshMachine,
} from '#adapters';

/** The only file that knows what implements the ports. */
export const planSource: PlanSource = { find: findPlan, load: loadPlan };
export const textFiles: TextFiles = files;

export { keepsNoSide, ledgerFile, quoted, sshMachine, systemClock };

/** The journal of a system, for reading without its supervisor. */
export const journalOf = (layout: Layout): Journal => journalFile(layout.rollouts);

export interface DeliverySpec {
  readonly supervisor: Supervisor;
  readonly layout: Layout;
  readonly say: (event: string, details?: object) => void;
}

export const deliveryPorts = ({ supervisor, layout, say }: DeliverySpec): DeliveryPorts => ({
  driver: localDriver({ supervisor, layout, clock: systemClock, ask: askInstance }),
  journal: journalOf(layout),
  incidents: incidentsFile(layout.rollouts, say),
});

/** Which cluster is meant, and how it is spoken of. */
export interface OpenSpec
  extends Pick<ClusterSpec, 'namespace' | 'through' | 'prometheus' | 'say'> {
  readonly context: string | undefined;
  /** The name that the plan gives the cluster. */
  readonly cluster: string | undefined;
}

/** One namespace of the cluster that the kubeconfig leads to; nothing is asked of it yet. */
export async function openCluster({ context, cluster, ...spec }: OpenSpec): Promise<Cluster> {
  const access = await findAccess(process.env, { context, cluster });
  const holder = `${hostname()}-${process.pid}-${randomBytes(2).toString('hex')}`;
  return new Cluster({ ...spec, access, holder, clock: systemClock });
}

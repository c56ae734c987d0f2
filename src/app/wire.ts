import {
  textFiles as files,
  findPlan,
  incidentsFile,
  journalFile,
  ledgerFile,
  loadPlan,
  localDriver,
  systemClock,
} from '#adapters';
import type { DeliveryPorts, Journal } from '#delivery';
import { askInstance, type Layout, type Supervisor } from '#runtime';
import type { PlanSource, TextFiles } from './ports.ts';

/** The only file that knows what implements the ports. */
export const planSource: PlanSource = { find: findPlan, load: loadPlan };
export const textFiles: TextFiles = files;

export { ledgerFile, systemClock };

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

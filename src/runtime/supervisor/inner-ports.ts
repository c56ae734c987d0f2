import { partsOf, type ResolvedPlan } from '#model';
import type { GatewayTable, InnerDoor } from '../gateway/table.ts';
import type { Layout } from '../layout.ts';
import { readState } from '../state-file.ts';
import { freePort } from './ports.ts';

/** Services that another one calls, in plan order. */
export const calledInside = (plan: ResolvedPlan): readonly string[] => {
  const links = partsOf(plan, 'service').flatMap((service) => service.links.map(({ to }) => to));
  return partsOf(plan, 'service')
    .map(({ name }) => name)
    .filter((name) => links.includes(name));
};

/** The port of each such service; the one it had, because services that run know it by that. */
export async function innerDoors(
  plan: ResolvedPlan,
  layout: Layout,
): Promise<readonly InnerDoor[]> {
  const last = readState<GatewayTable>(layout.table, 1)?.inner ?? [];
  return Promise.all(
    calledInside(plan).map(async (service) => ({
      service,
      port: last.find((one) => one.service === service)?.port ?? (await freePort()),
    })),
  );
}

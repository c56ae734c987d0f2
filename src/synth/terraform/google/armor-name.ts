import type { ResolvedPlan } from '#model';
import { within } from '../names.ts';

/** What Cloud Armor calls the firewall before a gateway: Terraform makes it, and the cluster names it. */
export const armorNameOf = (
  { name, environment }: ResolvedPlan,
  site: string,
  gateway: string,
): string => within(63, name, environment.name, site, gateway);

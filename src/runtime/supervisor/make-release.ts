import { join } from 'node:path';
import type { ResolvedService } from '#model';
import type { Layout } from '../layout.ts';
import { type Release, storeRelease } from '../release-store.ts';
import { takeSecret } from '../secret-store.ts';

/** Stores what a service of the plan is now; `folder` stands in for the plan's own. */
export function makeRelease(
  { layout, planFolder }: { readonly layout: Layout; readonly planFolder: string },
  service: ResolvedService,
  folder?: string,
): Release {
  const from =
    folder ??
    (service.run?.folder === undefined ? undefined : join(planFolder, service.run.folder));
  const secrets = Object.fromEntries(
    service.secrets.map((name) => [name, takeSecret(layout.secret(name)).version]),
  );
  return storeRelease(
    {
      service: service.name,
      folder: from,
      ignore: service.run?.ignore ?? [],
      command: service.run?.command ?? [],
      configuration: service.configuration ?? {},
      secrets,
      ...(service.schema && { schema: service.schema }),
      ...contractsOf(service),
    },
    (digest) => layout.release(service.name, digest),
  );
}

/** Present when the plan says something of them. */
function contractsOf({ contracts: offers, links }: ResolvedService): Pick<Release, 'contracts'> {
  const asks = Object.fromEntries(
    links.flatMap(({ to, contract }) => (contract === undefined ? [] : [[to, contract]])),
  );
  if (offers === undefined && Object.keys(asks).length === 0) return {};
  return { contracts: { ...(offers && { offers }), asks } };
}

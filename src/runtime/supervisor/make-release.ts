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
    },
    (digest) => layout.release(service.name, digest),
  );
}

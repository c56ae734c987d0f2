import { brokenContract } from '#delivery';
import { type Layout, type Release, readRelease, type Supervisor } from '#runtime';
import { contractBroken } from './deliver-failures.ts';

/** A Failure when a release and those in force would not understand one another. */
export function refuseBrokenContract(
  { supervisor, layout }: { readonly supervisor: Supervisor; readonly layout: Layout },
  { service, contracts = {} }: Release,
): void {
  const standing = Object.entries(supervisor.status().services).map(
    ([name, { stable }]) =>
      [name, readRelease(layout.release(name, stable)).contracts ?? {}] as const,
  );
  const broken = brokenContract(service, contracts, Object.fromEntries(standing));
  if (broken) throw contractBroken(broken);
}

import { brokenContract } from '#delivery';
import { contractBroken } from './deliver-failures.ts';
import type { Ground, ReleaseWords } from './ground.ts';

/** A Failure when a release and those in force would not understand one another. */
export async function refuseBrokenContract(
  ground: Ground,
  { service, contracts = {} }: ReleaseWords,
): Promise<void> {
  const standing = await Promise.all(
    Object.entries(await ground.standing()).map(
      async ([name, stable]) =>
        [name, (await ground.releaseOf(name, stable)).contracts ?? {}] as const,
    ),
  );
  const broken = brokenContract(service, contracts, Object.fromEntries(standing));
  if (broken) throw contractBroken(broken);
}

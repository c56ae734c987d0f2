import type { Hands } from './hands.ts';
import { DEPLOYMENT, type Deployment } from './kinds.ts';
import { readNotes } from './notes.ts';
import { NAME_LABEL, nameOf, RELEASE_LABEL } from './objects.ts';
import { readyOf } from './release.ts';

/** One release of a service that stands, or is kept at 0 instances. */
export interface StandingRelease {
  readonly release: string;
  readonly wanted: number;
  readonly ready: number;
  /** Percent of new requests that is led to it. */
  readonly weight: number;
}

/** What of a service is on a cluster. */
export interface ServiceStanding {
  readonly service: string;
  /** The release in force; absent before the first. */
  readonly stable?: string;
  /** The one before it. */
  readonly previous?: string;
  readonly releases: readonly StandingRelease[];
}

/** Reads and changes nothing. */
export async function standingOf(
  service: string,
  { client, rule }: Pick<Hands, 'client' | 'rule'>,
): Promise<ServiceStanding> {
  const state = await rule.read(service);
  const { stable, previous } = readNotes(state?.metadata.annotations);
  const weights = state ? rule.weights(service, state) : {};
  const all = await client.list<Deployment>(DEPLOYMENT, {
    [NAME_LABEL]: service,
    'app.kubernetes.io/managed-by': 'hanok',
  });
  const releases = all.flatMap((deployment) => {
    const release = deployment.metadata.labels?.[RELEASE_LABEL];
    // The one of the plan's files is no release.
    if (release === undefined) return [];
    return {
      release,
      wanted: deployment.spec.replicas ?? 0,
      ready: readyOf(deployment),
      weight: weights[nameOf(service, release)] ?? 0,
    };
  });
  return {
    service,
    ...(stable !== undefined && { stable }),
    ...(previous !== undefined && { previous }),
    releases: releases.sort((a, b) => b.weight - a.weight || (a.release < b.release ? -1 : 1)),
  };
}

import { type Clock, Failure, SECOND, withParticle } from '#kernel';
import type { KubeClient } from './client.ts';
import { type KubeObject, LEASE } from './kinds.ts';

export interface LeaseSpec {
  readonly client: KubeClient;
  readonly clock: Clock;
  /** Whose rollouts it is about. */
  readonly service: string;
  /** Names this controller, and no other one: a host and a process. */
  readonly holder: string;
  /** For how long it is held without being renewed; 30 s unless said. */
  readonly forMs?: number;
  /** A version of the lease that was seen before, and since when: it need not be waited for anew. */
  readonly seen?: { readonly version: string; readonly since: number };
}

/** What acts while the lease is held. */
export interface Held {
  /** Sends nothing unless the lease was renewed a short while ago. */
  readonly client: KubeClient;
  /** Aborted when another one took the lease, with a `Failure` that says who: whoever looks stops. */
  readonly signal: AbortSignal;
}

interface Lease extends KubeObject {
  readonly spec?: {
    readonly holderIdentity?: string;
    readonly leaseDurationSeconds?: number;
    readonly leaseTransitions?: number;
    readonly renewTime?: string;
  };
}

/**
 * Works while no other controller acts on the service. The lease is renewed by the requests
 * themselves, before one is sent: a process that slept for an hour asks before it acts, which a
 * timer beside it would not do. Another one's lease is taken over only when it was seen to stand
 * still for its whole time by the own clock, so that clocks need not agree.
 */
export async function withLease<T>(spec: LeaseSpec, work: (held: Held) => Promise<T>): Promise<T> {
  const { client, clock, forMs = 30 * SECOND } = spec;
  const lost = new AbortController();
  let renewedAt = clock.now();
  await acquire(spec);
  let going: Promise<void> | undefined;
  const renew = async (): Promise<void> => {
    const now = clock.now();
    const standing = await client.get<Lease>(LEASE, nameOf(spec));
    if (standing?.spec?.holderIdentity !== spec.holder) {
      const failure = heldBy(spec.service, standing);
      lost.abort(failure);
      throw failure;
    }
    await client.write(LEASE, leaseOf(spec, standing));
    renewedAt = now;
  };
  const guard = async (): Promise<void> => {
    if (clock.now() - renewedAt < forMs / 3) return;
    going ??= renew().finally(() => {
      going = undefined;
    });
    await going;
  };
  try {
    return await work({ client: client.guarded(guard), signal: lost.signal });
  } finally {
    if (!lost.signal.aborted) await release(spec);
  }
}

/** Resolves when the lease is held; a `Failure` names who else holds it and still renews it. */
async function acquire(spec: LeaseSpec): Promise<void> {
  const { client, clock, service, holder, forMs = 30 * SECOND } = spec;
  const first = await client.get<Lease>(LEASE, nameOf(spec));
  const isSeen = spec.seen?.version === first?.metadata.resourceVersion;
  const since = isSeen ? (spec.seen?.since ?? clock.now()) : clock.now();
  const end = since + (first?.spec?.leaseDurationSeconds ?? 0) * SECOND;
  for (let seen = first; isAnothers(seen, holder) && clock.now() < end; ) {
    await clock.sleep(forMs / 6);
    seen = await client.get<Lease>(LEASE, nameOf(spec));
    const isRenewed = seen?.metadata.resourceVersion !== first?.metadata.resourceVersion;
    if (isRenewed && isAnothers(seen, holder)) throw heldBy(service, seen);
  }
  await client.write(LEASE, leaseOf(spec, await client.get<Lease>(LEASE, nameOf(spec))));
}

const isAnothers = (lease: Lease | undefined, holder: string): boolean =>
  (lease?.spec?.holderIdentity ?? holder) !== holder;

/** Lets the next one begin at once; one that cannot be told waits until the lease is over. */
async function release(spec: LeaseSpec): Promise<void> {
  try {
    const standing = await spec.client.get<Lease>(LEASE, nameOf(spec));
    if (standing?.spec?.holderIdentity !== spec.holder) return;
    const { name, resourceVersion = '' } = standing.metadata;
    const { leaseTransitions = 0 } = standing.spec;
    await spec.client.write(LEASE, {
      metadata: { name, resourceVersion },
      spec: { leaseDurationSeconds: 1, leaseTransitions },
    });
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
  }
}

function leaseOf(spec: LeaseSpec, standing: Lease | undefined): KubeObject {
  const { clock, holder, forMs = 30 * SECOND } = spec;
  const { resourceVersion } = standing?.metadata ?? {};
  const isNew = standing?.spec?.holderIdentity !== holder;
  return {
    metadata: { name: nameOf(spec), ...(resourceVersion !== undefined && { resourceVersion }) },
    spec: {
      holderIdentity: holder,
      leaseDurationSeconds: Math.ceil(forMs / SECOND),
      leaseTransitions: (standing?.spec?.leaseTransitions ?? 0) + (isNew ? 1 : 0),
      // A time of the API has microseconds.
      renewTime: new Date(clock.now()).toISOString().replace('Z', '000Z'),
    },
  };
}

const nameOf = ({ service }: Pick<LeaseSpec, 'service'>): string => `hanok-${service}`;

/** Who holds the lease of a service, and until when if it is not renewed. */
export interface Holding {
  readonly holder: string;
  readonly until: number;
  /** For how long it is held without being renewed. */
  readonly forMs: number;
  readonly version: string;
}

/** Undefined while nobody holds it; what is past its time may still be held by a slow clock. */
export async function holdingOf(client: KubeClient, service: string): Promise<Holding | undefined> {
  const lease = await client.get<Lease>(LEASE, nameOf({ service }));
  const holder = lease?.spec?.holderIdentity;
  if (holder === undefined) return undefined;
  const forMs = (lease?.spec?.leaseDurationSeconds ?? 0) * SECOND;
  const version = lease?.metadata.resourceVersion ?? '';
  return { holder, until: untilOf(lease), forMs, version };
}

const untilOf = (lease: Lease | undefined): number => {
  const { renewTime = '', leaseDurationSeconds = 0 } = lease?.spec ?? {};
  return (Date.parse(renewTime) || 0) + leaseDurationSeconds * SECOND;
};

function heldBy(service: string, lease: Lease | undefined): Failure {
  const holder = lease?.spec?.holderIdentity ?? '?';
  const until = new Date(untilOf(lease)).toISOString();
  return new Failure(
    'delivery/held-by-another',
    {
      en: `another controller delivers ${service}: ${holder} holds its lease until ${until}, and renews it`,
      ko: `다른 컨트롤러가 ${withParticle(service, '을/를')} 배포하고 있다: ${withParticle(holder, '이/가')} ${until}까지 리스를 쥐고 있고, 계속 연장한다`,
    },
    {
      hint: {
        en: 'Let it end, or stop it; its lease is free a short while later.',
        ko: '끝나기를 기다리거나 멈춘다. 그 리스는 잠시 뒤에 풀린다.',
      },
      retry: 'later',
    },
  );
}

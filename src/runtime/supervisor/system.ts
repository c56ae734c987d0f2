import type { Release } from '../release-store.ts';
import type { InstanceRecord, InstanceStatus } from './instance.ts';

/** What one service is meant to run. The next supervisor starts from this. */
export interface ServiceDesire {
  readonly stable: string;
  /** The release before the last promotion, kept at hand. */
  readonly previous?: string | undefined;
  /** Those in force before that one, newest first. */
  readonly earlier?: readonly string[] | undefined;
  readonly replicas: number;
  /** The newest schema that any of its releases brought: code goes back, a schema does not. */
  readonly schema?: Release['schema'] | undefined;
  readonly candidate?: { readonly release: string; readonly replicas: number } | undefined;
}

/** So many releases stay at hand beside the one in force. */
const AT_HAND = 5;

/** The releases that were in force before the present one, newest first. */
export const formerOf = ({ previous, earlier = [] }: ServiceDesire): readonly string[] =>
  previous === undefined ? [] : [previous, ...earlier];

/** The service with `release` in force and the present one at hand; no release is there twice. */
export function succeed(desire: ServiceDesire, release: string): ServiceDesire {
  const { stable, replicas, schema } = desire;
  const former = [stable, ...formerOf(desire)].filter((one) => one !== release);
  const [previous, ...earlier] = former.slice(0, AT_HAND);
  return {
    stable: release,
    replicas,
    ...(schema && { schema }),
    ...(previous !== undefined && { previous }),
    ...(earlier.length > 0 && { earlier }),
  };
}

export interface ServicesFile {
  readonly version: 1;
  readonly services: Readonly<Record<string, ServiceDesire>>;
}

export interface InstancesFile {
  readonly version: 1;
  readonly instances: readonly InstanceRecord[];
}

export type Phase = 'raising' | 'healthy' | 'degraded' | 'failed' | 'stopping';

/** The whole system at one moment. */
export interface SystemStatus {
  readonly plan: string;
  readonly environment: string;
  readonly phase: Phase;
  /** Digest of the resolved plan that was raised. */
  readonly planDigest: string;
  readonly supervisor: number;
  /** `http://127.0.0.1:8080`, per gateway. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly instances: readonly InstanceStatus[];
  readonly services: Readonly<Record<string, ServiceDesire>>;
  /** Paths that let tokens in which the gateway cannot verify; left out when there are none. */
  readonly unverified?: readonly string[];
  /** Words for what keeps it from being healthy. */
  readonly troubles: readonly string[];
}

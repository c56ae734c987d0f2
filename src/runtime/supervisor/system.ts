import type { InstanceRecord, InstanceStatus } from './instance.ts';

/** What one service is meant to run. The next supervisor starts from this. */
export interface ServiceDesire {
  readonly stable: string;
  /** The release before the last promotion, kept at hand. */
  readonly previous?: string | undefined;
  readonly replicas: number;
  readonly candidate?: { readonly release: string; readonly replicas: number } | undefined;
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

import type { Measured, Rollout } from '#delivery';
import type { Clock } from '#kernel';
import type { KubeClient } from './client.ts';
import type { Counters } from './counters.ts';
import type { Step } from './notes.ts';
import type { PodOf } from './objects.ts';
import type { ReadSamples } from './prometheus.ts';
import type { TrafficRule } from './traffic.ts';

export interface KubernetesDriverSpec {
  readonly client: KubeClient;
  readonly rule: TrafficRule;
  readonly podOf: PodOf;
  readonly clock: Clock;
  readonly read: ReadSamples;
  readonly counters: Counters;
  /** How far the gateways, the clocks and the scrapes may lag behind what was written; 5 s unless said. */
  readonly settleMs?: number;
  /** How often Prometheus is asked at most; 5 s unless said. */
  readonly countEveryMs?: number;
  /** How long a promotion or a removal is waited for before it is said; 10 min unless said. */
  readonly withinMs?: number;
}

/** What every verb works with: the spec with its defaults, and what is remembered between looks. */
export interface Hands extends Required<KubernetesDriverSpec> {
  /** By rollout: what its smoke requests were answered, until it stands on the traffic rule. */
  readonly smoked: Map<string, 'passed' | { readonly failed: string }>;
  readonly tally: (rollout: Rollout, steps: readonly Step[]) => Promise<Measured | undefined>;
}

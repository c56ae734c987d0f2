import type { Place } from '#kernel';

/**
 * What can be known of a subject, and in which unit. Both layers of a plan end up here: the design
 * by being read, statements by being claimed. A rule asks for an attribute and never cares which.
 */
export interface Attributes {
  /** The kind of part a document draws: 'service', 'gateway', 'postgres' … */
  readonly kind: string;
  /** What the document calls itself: 'real-time', 'microservices', '24/7'. */
  readonly nature: string;
  readonly availability: number;
  readonly 'recovery.time': number;
  readonly 'recovery.point': number;
  readonly throughput: number;
  readonly 'latency.p95': number;
  readonly 'replicas.min': number;
  readonly 'replicas.max': number;
  /** Requests per second one replica handles. */
  readonly handles: number;
  /** Zones it stands in. */
  readonly zones: number;
  /** Something takes over when it is lost. */
  readonly failover: boolean;
  readonly version: string;
  readonly storage: number;
  readonly memory: number;
  readonly cpu: number;
  /** Milliseconds between two copies; what is lost at worst. */
  readonly 'backup.every': number;
  readonly 'backup.continuous': boolean;
  readonly 'backup.encrypted': boolean;
  readonly encrypted: boolean;
  readonly holds: readonly string[];
  readonly restsIn: readonly string[];
  readonly reachableFrom: string;
  readonly format: string;
  readonly streams: boolean;
  /** Milliseconds a stopping instance may finish what it has. */
  readonly drain: number;
  readonly strategy: string;
  /** Stages of the way from a change to production, in order. */
  readonly pipeline: readonly string[];
  /** Percent of failed answers above which it fires. */
  readonly 'alert.errors': number;
  /** Milliseconds of p95 above which it fires. */
  readonly 'alert.latency': number;
  /** Channels that hear of trouble. */
  readonly notifies: readonly string[];
  /** Tools that watch. */
  readonly monitors: readonly string[];
  /** Parts it calls. */
  readonly calls: string;
}
export type Attribute = keyof Attributes;

/** Where a fact comes from: the design, a default or derivation, a document, a table, a run. */
export type Origin = 'designed' | 'derived' | 'stated' | 'catalogued' | 'measured';

/** One thing known of one subject ('plan', 'parts.articles', 'routes.edge/api', 'alerts.errors'). */
export interface Fact<A extends Attribute = Attribute> {
  readonly subject: string;
  readonly attribute: A;
  readonly value: Attributes[A];
  readonly origin: Origin;
  readonly at: Place;
  /** The document's line that a statement retells: `document.md:188`. */
  readonly document?: string;
}

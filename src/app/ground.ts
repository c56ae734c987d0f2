import type { Contracts, DeliveryPorts, SchemaStep, Wish } from '#delivery';
import type { Gate, ResolvedService } from '#model';

/** What a release says of itself, wherever it stands. */
export interface ReleaseWords {
  readonly service: string;
  readonly digest: string;
  readonly configuration: Readonly<Record<string, string>>;
  /** Secret to the version it was made with. */
  readonly secrets: Readonly<Record<string, number | string>>;
  readonly schema?: SchemaStep;
  readonly contracts?: Contracts;
}

/** What is to be delivered: the plan as it stands, and what a command says beside it. */
export interface DeployInput {
  readonly service: string;
  /** Build output to deliver instead of the plan's own folder. */
  readonly from?: string | undefined;
  /** Image to deliver instead of the plan's own. */
  readonly image?: string | undefined;
}

/** A person's word that somebody else wrote down for whoever carries the rollout. */
export interface PostedWish {
  readonly id: string;
  readonly wish: Wish;
}

/** What of a service is in force. */
export interface InForce {
  readonly stable: string;
  /** Releases at hand that were in force before, newest first. */
  readonly former: readonly string[];
  /** The newest schema that any of its releases brought: code goes back, a schema does not. */
  readonly schema?: SchemaStep | undefined;
}

/** Where the releases of an environment stand: this machine, or a cluster. */
export interface Ground {
  readonly ports: DeliveryPorts;
  /** Milliseconds between looks; 250 unless said. */
  readonly lookEveryMs?: number;
  /** Fails while nothing can be delivered there. */
  refuseUnready(): void;
  /** Services that stand there. */
  names(): readonly string[];
  /** A service as its plan says it now, and what its environment asks for before a release. */
  serviceNow(
    name: string,
  ): Promise<{ readonly service: ResolvedService; readonly gate: Gate | undefined }>;
  /** Fails when the service does not stand there. */
  inForce(name: string): Promise<InForce>;
  /** The release that the plan as it stands would make; written down, and not run. */
  make(service: ResolvedService, input: DeployInput): Promise<ReleaseWords>;
  /** A release that was made before. */
  releaseOf(name: string, digest: string): Promise<ReleaseWords>;
  /** Every service with its release in force. */
  standing(): Promise<Readonly<Record<string, string>>>;
  /** Puts a former release in force; resolves when the other one has drained. */
  putBack(name: string, release: string): Promise<void>;
  /** Words from other terminals, where this process is the controller and nobody can call it. */
  readonly post?: {
    next(service: string, rollout: string): Promise<PostedWish | undefined>;
    take(service: string, posted: PostedWish): Promise<void>;
  };
}

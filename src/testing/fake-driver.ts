import type { Driver, Measured, Observation, Rehearsal, Rollout, Traffic } from '#delivery';
import { Failure } from '#kernel';

/** What a fake driver shows; a test changes it between looks. */
export interface FakeWorld {
  /** Instances of the service when it has one release; 4 unless said. */
  replicas: number;
  smoke: Observation['smoke'];
  gaveUp: string | undefined;
  stableReady: number;
  measured: Measured | undefined;
  rehearsal: Rehearsal | undefined;
  traffic: Traffic | undefined;
  /** When set, raised instances get ready at once. */
  getsReady: boolean;
}

/** A driver without a machine: traffic and instances are numbers, and every verb is idempotent. */
export class FakeDriver implements Driver {
  readonly world: FakeWorld = {
    replicas: 4,
    smoke: 'passed',
    gaveUp: undefined,
    stableReady: 4,
    measured: undefined,
    rehearsal: { rounds: 100, failed: { stable: 0, candidate: 0 } },
    traffic: undefined,
    getsReady: true,
  };
  /** Percent to the candidate, its instances, and the release that is in force once it changed. */
  weight = 0;
  candidates = 0;
  wanted = 1;
  inForce: string | undefined;
  /** Every verb that was asked, in order: 'weight 10', 'raise 4', 'promote', 'discard'. */
  readonly asked: string[] = [];
  /** The next verbs fail before they do anything; what follows them works again. */
  failures = 0;

  async observe(rollout: Rollout): Promise<Omit<Observation, 'now'>> {
    const { smoke, gaveUp, stableReady, measured, rehearsal, getsReady } = this.world;
    if (getsReady && this.candidates > 0) this.candidates = this.wanted;
    return {
      candidate: {
        ready: this.inForce === rollout.candidate ? 0 : this.#ready(),
        wanted: this.wanted,
        gaveUp: gaveUp !== undefined,
        because: gaveUp ?? '',
      },
      smoke: this.candidates > 0 ? smoke : 'pending',
      ...(measured && { measured }),
      ...(rehearsal && rollout.rehearsing && { rehearsal }),
      stableReady,
    };
  }

  async setWeight(_: Rollout, percent: number, replicasShare: number): Promise<void> {
    this.#ask(percent === this.weight ? `raise ${replicasShare}` : `weight ${percent}`);
    this.weight = percent;
    this.wanted = Math.max(1, Math.ceil((this.world.replicas * replicasShare) / 100));
    if (this.inForce === undefined) this.candidates = Math.max(this.candidates, 1);
  }

  async promote(rollout: Rollout): Promise<void> {
    this.#ask('promote');
    this.inForce = rollout.candidate;
    this.weight = 0;
  }

  async discard(rollout: Rollout): Promise<void> {
    this.#ask('discard');
    if (this.inForce !== rollout.candidate) this.candidates = 0;
  }

  async describe(service: string): Promise<Traffic | undefined> {
    return service === 'unknown' ? undefined : this.world.traffic;
  }

  #ready(): number {
    if (this.world.gaveUp !== undefined || !this.world.getsReady) return 0;
    return this.candidates;
  }

  #ask(verb: string): void {
    if (this.failures > 0) {
      this.failures -= 1;
      const text = { en: `${verb}: refused`, ko: `${verb}: 거절됨` };
      throw new Failure('testing/refused', text, { retry: 'later' });
    }
    this.asked.push(verb);
  }
}

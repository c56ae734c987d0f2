import type { Measured, Rollout, SideCounts } from '#delivery';
import { type Clock, type Random, SECOND, seeded } from '#kernel';
import { FakeDriver } from './fake-driver.ts';

/** What comes in, and how much of it each side spoils. */
export interface FakeTraffic {
  /** Units that begin per second; one request each. */
  readonly perSecond: number;
  /** Bad shares, 0 to 1. */
  readonly stable: number;
  readonly candidate: number;
  readonly seed?: number;
}

type Open = { -readonly [K in keyof SideCounts]: SideCounts[K] };

/** A fake driver whose units begin as time passes, each on a side by the weight, bad by its share. */
export class BusyDriver extends FakeDriver {
  readonly #clock: Clock;
  readonly #traffic: FakeTraffic;
  readonly #random: Random;
  #until = 0;
  #carried = 0;
  readonly #steps: { weight: number; stable: Open; candidate: Open }[] = [];

  constructor(clock: Clock, traffic: FakeTraffic) {
    super();
    this.#clock = clock;
    this.#traffic = traffic;
    this.#random = seeded(traffic.seed ?? 1);
  }

  override async observe(rollout: Rollout) {
    this.#serve();
    this.world.measured = structuredClone({ steps: this.#steps }) satisfies Measured;
    return super.observe(rollout);
  }

  #serve(): void {
    const passed = this.#clock.now() - this.#until;
    this.#until += passed;
    if (this.#steps.at(-1)?.weight !== this.weight)
      this.#steps.push({ weight: this.weight, stable: none(), candidate: none() });
    const step = this.#steps.at(-1);
    this.#carried += (passed / SECOND) * this.#traffic.perSecond;
    for (; step && this.#carried >= 1; this.#carried -= 1) {
      const side = this.#random() * 100 < this.weight ? 'candidate' : 'stable';
      const bad = this.#random() < this.#traffic[side] ? 1 : 0;
      const { units, bad: before } = step[side];
      const counts = { '5xx': (before['5xx'] ?? 0) + bad };
      const all = units + 1;
      step[side] = {
        units: all,
        maturedUnits: all,
        requests: all,
        bad: counts,
        maturedBad: counts,
      };
    }
  }
}

const none = (): Open => ({
  units: 0,
  maturedUnits: 0,
  requests: 0,
  bad: { '5xx': 0 },
  maturedBad: { '5xx': 0 },
});

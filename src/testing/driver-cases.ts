import assert from 'node:assert/strict';
import { begin, type Driver, type Rollout } from '#delivery';

/** A promise every implementation of a port keeps. Throws when it is broken. */
export interface Case<Subject> {
  readonly name: string;
  run(subject: Subject): Promise<void>;
}

/** A driver over a service that stands, with a candidate release that can be raised. */
export interface DriverSubject {
  readonly driver: Driver;
  readonly service: string;
  /** Two releases that exist, the first one in force. */
  readonly stable: string;
  readonly candidate: string;
  /** Resolves when `isThere` holds; throws when it takes too long. Real drivers need time. */
  until(isThere: () => Promise<boolean>): Promise<void>;
}

/** A rollout of the subject by canary, as its first decision leaves it. */
export function rolloutOf({ service, stable, candidate }: DriverSubject): Rollout {
  const { next } = begin({
    id: 'case',
    service,
    stable,
    candidate,
    salt: 'case',
    now: 0,
    policy: {
      strategy: 'canary',
      split: 'request',
      weights: [10, 50],
      bake: 1_000,
      horizon: 100,
      bad: [{ id: '5xx', kind: 'status', atLeast: 500 }],
      promote: 'not-refuted',
      tolerance: 1,
      smoke: [],
      headerOverride: false,
      holdFor: 60_000,
      afterHold: 'accept',
    },
  });
  return next;
}

/** What the engine relies on in a driver. Each case wants a subject of its own. */
export const driverCases: readonly Case<DriverSubject>[] = [
  {
    name: 'shows an absent candidate as none ready, not as an error',
    async run(subject) {
      const seen = await subject.driver.observe(rolloutOf(subject));
      assert.equal(seen.candidate.ready, 0);
      assert.equal(seen.candidate.gaveUp, false);
      assert.ok(seen.stableReady > 0);
    },
  },
  {
    name: 'raises a candidate at weight 0',
    async run(subject) {
      const rollout = rolloutOf(subject);
      await subject.driver.setWeight(rollout, 0, 10);
      await untilReady(subject, rollout);
      const seen = await subject.driver.observe(rollout);
      assert.ok(seen.candidate.wanted >= 1);
      assert.equal(seen.candidate.ready, seen.candidate.wanted);
    },
  },
  {
    name: 'asked twice for the same weight and share, does it once',
    async run(subject) {
      const rollout = rolloutOf(subject);
      await subject.driver.setWeight(rollout, 0, 10);
      await untilReady(subject, rollout);
      await subject.driver.setWeight(rollout, 10, 10);
      const once = await subject.driver.observe(rollout);
      await subject.driver.setWeight(rollout, 10, 10);
      const twice = await subject.driver.observe(rollout);
      assert.deepEqual(twice.candidate, once.candidate);
      assert.equal(twice.stableReady, once.stableReady);
    },
  },
  {
    name: 'discards a candidate that never was',
    async run(subject) {
      const rollout = rolloutOf(subject);
      await subject.driver.setWeight(rollout, 0, 0);
      await subject.driver.discard(rollout);
      await subject.driver.discard(rollout);
      const seen = await subject.driver.observe(rollout);
      assert.equal(seen.candidate.ready, 0);
      assert.ok(seen.stableReady > 0);
    },
  },
  {
    name: 'discards a candidate for good',
    async run(subject) {
      const rollout = rolloutOf(subject);
      await subject.driver.setWeight(rollout, 0, 10);
      await untilReady(subject, rollout);
      await subject.driver.setWeight(rollout, 0, 10);
      await subject.driver.discard(rollout);
      await subject.driver.discard(rollout);
      assert.equal((await subject.driver.observe(rollout)).candidate.ready, 0);
    },
  },
  {
    name: 'promotes once, and a discard afterwards takes nothing away',
    async run(subject) {
      const rollout = rolloutOf(subject);
      await subject.driver.setWeight(rollout, 0, 100);
      await untilReady(subject, rollout);
      await subject.driver.promote(rollout);
      await subject.driver.promote(rollout);
      await subject.driver.discard(rollout);
      assert.ok((await subject.driver.observe(rollout)).stableReady > 0);
    },
  },
  {
    name: 'sends synthetic requests to both sides, and only while a rollout asks for them',
    async run(subject) {
      const plain = rolloutOf(subject);
      const rollout = { ...plain, policy: { ...plain.policy, smoke: ['GET /'] } };
      await subject.driver.setWeight(rollout, 0, 10);
      await untilReady(subject, rollout);
      assert.equal((await subject.driver.observe(rollout)).rehearsal, undefined);
      const asking = { ...rollout, rehearsing: { step: 0, since: 0 } };
      await subject.until(
        async () => ((await subject.driver.observe(asking)).rehearsal?.rounds ?? 0) >= 100,
      );
      const { rehearsal } = await subject.driver.observe(asking);
      assert.deepEqual(rehearsal, { rounds: 100, failed: { stable: 0, candidate: 0 } });
    },
  },
  {
    name: 'knows nothing of a service it was never told of',
    async run({ driver }) {
      assert.equal(await driver.describe('unknown'), undefined);
    },
  },
];

const untilReady = ({ driver, until }: DriverSubject, rollout: Rollout): Promise<void> =>
  until(async () => {
    const { candidate } = await driver.observe(rollout);
    return candidate.ready >= candidate.wanted;
  });

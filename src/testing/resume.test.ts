import { describe, expect, it } from 'vitest';
import { type DeliveryPorts, MAY_END, type Rollout, resume, run, start } from '#delivery';
import { SECOND } from '#kernel';
import type { FakeTraffic } from './busy-driver.ts';
import { stageRollout } from './stage.ts';

/** Dies at the nth call that changes something: just before it, or just after it. */
function mortal<Port extends object>(port: Port, verbs: readonly string[], life: Life): Port {
  return new Proxy(port, {
    get(target, name) {
      const member = Reflect.get(target, name, target) as unknown;
      if (typeof member !== 'function') return member;
      const call = member.bind(target) as (...words: unknown[]) => Promise<unknown>;
      if (!verbs.includes(String(name))) return call;
      return async (...words: unknown[]) => {
        const isLast = life.calls === life.last;
        life.calls += 1;
        if (isLast && life.dies === 'before') throw new Error('killed');
        const answer = await call(...words);
        if (isLast) throw new Error('killed');
        return answer;
      };
    },
  });
}

interface Life {
  calls: number;
  readonly last: number;
  readonly dies: 'before' | 'after';
}

const CHANGES = ['record', 'keep', 'setWeight', 'promote', 'discard', 'open'];
const WORLDS = [
  ['promoted', { perSecond: 1, stable: 0, candidate: 0, seed: 3 }, {}],
  ['taken-back', { perSecond: 2, stable: 0, candidate: 1, seed: 3 }, {}],
  ['withdrawn', { perSecond: 4, stable: 0.5, candidate: 0.5, seed: 3 }, {}],
  ['promoted', { perSecond: 1, stable: 0, candidate: 0, seed: 3 }, { strategy: 'blue-green' }],
  ['promoted', { perSecond: 1, stable: 0, candidate: 0, seed: 3 }, { strategy: 'rolling' }],
] as const;

/** Kills a rollout at one boundary and resumes it; undefined when it lived to its end. */
async function killAt(traffic: FakeTraffic, life: Life, policy: Partial<Rollout['policy']>) {
  const { clock, driver, journal, incidents, ports, beginning } = stageRollout(traffic, policy);
  const frail: DeliveryPorts = {
    driver: mortal(driver, CHANGES, life),
    journal: mortal(journal, CHANGES, life),
    incidents: mortal(incidents, CHANGES, life),
  };
  const options = { clock, lookEveryMs: SECOND };
  const lived = await start(beginning, frail)
    .then((rollout) => run(rollout, frail, options))
    .catch(() => undefined);
  const recorded = await journal.load('r1');
  // Killed before the first record there is nothing to resume: nothing had been touched either.
  const begun = recorded ? await resume('r1', ports) : await start(beginning, ports);
  const ended = await run(begun as Rollout, ports, options);
  return { driver, incidents, recorded, ended, hasLived: lived !== undefined };
}

describe.each(WORLDS)(
  'killed at every boundary of a rollout that is %s (%o, %o)',
  (phase, traffic, policy) => {
    it.each(['before', 'after'] as const)(
      '%s the call, ends as recorded',
      async (dies) => {
        for (let last = 0, hasLived = false; !hasLived; last += 1) {
          const found = await killAt(traffic, { calls: 0, last, dies }, policy);
          hasLived = found.hasLived;
          const { driver, incidents, recorded, ended } = found;
          expect([last, ended.phase]).toEqual([last, phase]);
          expect([last, driver.weight, driver.inForce]).toEqual([
            last,
            0,
            phase === 'promoted' ? 'b' : undefined,
          ]);
          expect([last, driver.candidates > 0]).toEqual([last, phase === 'promoted']);
          expect([last, incidents.opened.size]).toEqual([last, phase === 'withdrawn' ? 1 : 0]);
          const decided = recorded?.rollout;
          if (decided && !MAY_END.includes(decided.phase))
            expect([last, ended.because]).toEqual([last, decided.because]);
        }
      },
      60_000,
    );
  },
);

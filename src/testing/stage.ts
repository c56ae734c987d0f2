import { type Beginning, type DeliveryPorts, type Rollout, run, start } from '#delivery';
import { MINUTE, SECOND } from '#kernel';
import { BusyDriver, type FakeTraffic } from './busy-driver.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeIncidents, FakeJournal } from './fake-journal.ts';

const POLICY: Beginning['policy'] = {
  strategy: 'canary',
  split: 'request',
  weights: [10, 50],
  bake: 2 * MINUTE,
  horizon: 0,
  bad: [{ id: '5xx', kind: 'status', atLeast: 500 }],
  promote: 'not-refuted',
  tolerance: undefined,
  smoke: ['GET /'],
  headerOverride: false,
  holdFor: 5 * MINUTE,
  afterHold: 'accept',
};

/** Everything a rollout needs, made of fakes: release 'b' of service 'shop' against 'a', under traffic. */
export function stageRollout(traffic: FakeTraffic, policy: Partial<Beginning['policy']> = {}) {
  const clock = new FakeClock();
  const driver = new BusyDriver(clock, traffic);
  const journal = new FakeJournal();
  const incidents = new FakeIncidents();
  const ports = { driver, journal, incidents } satisfies DeliveryPorts;
  const beginning: Beginning = {
    id: 'r1',
    service: 'shop',
    stable: 'a',
    candidate: 'b',
    salt: 's',
    policy: { ...POLICY, ...policy },
    now: 0,
  };
  const play = async (): Promise<Rollout> =>
    run(await start(beginning, ports), ports, { clock, lookEveryMs: SECOND });
  return { clock, driver, journal, incidents, ports, beginning, play };
}

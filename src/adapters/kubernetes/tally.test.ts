import { describe, expect, it } from 'vitest';
import { begin, type Rollout } from '#delivery';
import { ISTIO_REQUESTS, REQUESTS_TOTAL } from './counters.ts';
import type { Series } from './rise.ts';
import { type TallySpec, tallyOf, trafficOf } from './tally.ts';

const SECOND = 1_000;
const BAD: Rollout['policy']['bad'] = [{ id: '5xx', kind: 'status', atLeast: 500 }];

const rollout = (policy: Partial<Rollout['policy']> = {}): Rollout =>
  begin({
    id: 'r',
    service: 'shop',
    stable: 'a',
    candidate: 'b',
    salt: 's',
    now: 0,
    policy: {
      strategy: 'canary',
      split: 'request',
      weights: [10],
      bake: 0,
      horizon: 0,
      bad: BAD,
      promote: 'not-refuted',
      tolerance: undefined,
      smoke: [],
      headerOverride: false,
      holdFor: 0,
      afterHold: 'wait',
      ...policy,
    },
  }).next;

/** A counter that rises by `each` at every 10 seconds from `first` to `last`. */
const rising = (labels: Series['labels'], first: number, last: number, each: number): Series => {
  const samples: [number, number][] = [];
  for (let at = first, value = 1_000; at <= last; at += 10, value += each)
    samples.push([at * SECOND, value]);
  return { labels, samples };
};

const side = (release: string, code: string) => ({ pod: `p-${release}`, release, code });

const spec = (found: readonly Series[] | undefined, more: Partial<TallySpec> = {}): TallySpec => ({
  read: async () => found,
  counters: REQUESTS_TOTAL,
  clock: { now: () => 100 * SECOND, sleep: () => Promise.resolve() },
  settleMs: 0,
  ...more,
});

const STEP = [{ weight: 10, from: 20 * SECOND }];

describe('what a rollout has counted', () => {
  const both = [
    rising(side('a', '200'), 0, 100, 90),
    rising(side('a', '500'), 0, 100, 1),
    rising(side('b', '200'), 5, 95, 10),
  ];

  it('is read up to the same instant on both sides', async () => {
    const measured = await tallyOf(rollout(), STEP, spec(both));
    // 58 seconds: a scrape and a bit after 20, when the gateways followed, to as much before now.
    const counts = (units: number, bad: number) => ({
      units,
      maturedUnits: units,
      requests: units,
      bad: { '5xx': bad },
      maturedBad: { '5xx': bad },
    });
    expect(measured).toEqual({
      steps: [{ weight: 10, stable: counts(528, 6), candidate: counts(58, 0) }],
    });
  });

  it('matures when the horizon has passed', async () => {
    const measured = await tallyOf(rollout({ horizon: 30 * SECOND }), STEP, spec(both));
    const { units, maturedUnits } = measured?.steps[0]?.candidate ?? {};
    expect([units, maturedUnits]).toEqual([58, 28]);
  });

  it.each<[string, readonly Series[] | undefined]>([
    ['Prometheus does not answer', undefined],
    ['nothing is counted', []],
    ['the candidate is not counted', both.slice(0, 2)],
    ['stable is not counted', both.slice(2)],
  ])('is unknown, and not zero, when %s', async (_, found) => {
    expect(await tallyOf(rollout(), STEP, spec(found))).toBeUndefined();
  });

  it('is unknown while the weight in force is not followed yet', async () => {
    const steps = [{ ...STEP[0], weight: 10, to: 50 * SECOND }, { weight: 50 }];
    expect(await tallyOf(rollout(), steps, spec(both))).toBeUndefined();
  });

  it('keeps the steps apart, and what was served between two of them out', async () => {
    const steps = [
      { weight: 10, from: 10 * SECOND, to: 45 * SECOND },
      { weight: 50, from: 50 * SECOND },
    ];
    const measured = await tallyOf(rollout(), steps, spec(both));
    expect(measured?.steps.map(({ weight, candidate }) => [weight, candidate.units])).toEqual([
      [10, 13],
      [50, 28],
    ]);
  });

  it('leaves a predicate out that nobody counts', async () => {
    const bare = both.map((one) => ({ ...one, labels: { ...one.labels, code: '' } }));
    const measured = await tallyOf(rollout(), STEP, spec(bare));
    expect(measured?.steps[0]?.candidate.bad).toEqual({});
  });

  it('counts the slow ones as all less those that ended in time', async () => {
    const bad = [{ id: 'slow', kind: 'slower', thanMs: 300, allowedShare: 0.05 }] as const;
    const quick = [
      rising({ ...side('a', '200'), le: '0.3' }, 0, 100, 81),
      rising({ ...side('b', '200'), le: '0.3' }, 5, 95, 4),
    ];
    const counters = { ...REQUESTS_TOTAL, within: () => 'quick' };
    const read: TallySpec['read'] = async (selector) => (selector === 'quick' ? quick : both);
    const measured = await tallyOf(rollout({ bad }), STEP, spec(both, { read, counters }));
    const { stable, candidate } = measured?.steps[0] ?? {};
    expect([stable?.bad.slow, candidate?.bad.slow]).toEqual([58, 34]);
    const { within: _, ...bare } = REQUESTS_TOTAL;
    const unknown = await tallyOf(rollout({ bad }), STEP, spec(both, { counters: bare }));
    expect(unknown?.steps[0]?.candidate.bad).toEqual({});
  });
});

it('tells the sides of a mesh by the Services its requests were sent to', async () => {
  const sent = (name: string, response_code: string) => ({
    pod: 'gateway',
    destination_service_name: name,
    response_code,
  });
  const all = [
    rising(sent('shop-a', '200'), 0, 100, 90),
    rising(sent('shop-b', '200'), 0, 100, 9),
    // No answer at all.
    rising(sent('shop-b', '0'), 0, 100, 1),
  ];
  const asked: string[] = [];
  const read: TallySpec['read'] = async (selector) => {
    asked.push(selector);
    return all;
  };
  const measured = await tallyOf(rollout(), STEP, spec(all, { read, counters: ISTIO_REQUESTS }));
  const { stable, candidate } = measured?.steps[0] ?? {};
  expect([stable?.units, candidate?.units, candidate?.bad]).toEqual([522, 58, { '5xx': 6 }]);
  expect(asked).toEqual([
    'istio_requests_total{reporter="source",destination_service_name=~"shop-a|shop-b"}',
  ]);
});

describe('the traffic of late', () => {
  it('is the rate of the last five minutes, with its bad share', async () => {
    const clock = { now: () => 1_000 * SECOND, sleep: () => Promise.resolve() };
    const all = [rising(side('a', '200'), 0, 1_000, 90), rising(side('a', '500'), 0, 1_000, 10)];
    expect(await trafficOf('shop', spec(all, { clock }))).toEqual({
      unitsPerSecond: 10,
      requestsPerSecond: 10,
      bad: { '5xx': 0.1 },
    });
  });

  it('is unknown when nobody counts', async () => {
    expect(await trafficOf('shop', spec(undefined))).toBeUndefined();
    expect(await trafficOf('shop', spec([]))).toBeUndefined();
  });
});

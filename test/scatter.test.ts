import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { judge, scatterOf } from '#delivery';
import { MINUTE, seeded } from '#kernel';
import {
  canary,
  definePlan,
  gateway,
  partsOf,
  resolve,
  route,
  service,
  settleRollout,
} from '#model';
import type { Side } from '#runtime';
import { RolloutBook } from '../src/runtime/gateway/tally.ts';

const WEIGHT = 10;
const HORIZON = 60_000;

const web = service('web', {
  rollout: canary({ split: 'request', weights: [WEIGHT], bad: ['5xx'], bake: '1 min' }),
});
const made = definePlan('shop', {
  asOf: '2026-11-20',
  roots: [gateway('edge', { routes: [route('/', web)] })],
});
const { plan } = resolve(made, 'local');
if (!plan) throw new Error('no plan');
const [found] = partsOf(plan, 'service');
if (!found) throw new Error('no service');
const policy = settleRollout(found);

const nameOf = (address: number): string =>
  createHash('sha256').update(`10.0.0.${address}`).digest('base64url').slice(0, 22);

/** Where a proxy before the gateway sends an address, always. */
const hashedSide = (address: number): Side => (address % 10 === 3 ? 'candidate' : 'stable');

/** What a book shows after 3,000 clients sent 20 requests each, and how it is judged. */
function judged(
  seed: number,
  sideOf: (address: number, coin: Side) => Side,
  shareOf: (isSick: boolean) => number,
) {
  const random = seeded(seed);
  const book = new RolloutBook({ id: 'r', predicates: policy.bad, horizonMs: HORIZON });
  book.moveTo(WEIGHT);
  for (let address = 0; address < 3_000; address += 1) {
    const share = shareOf(random() < 0.1);
    for (let request = 0; request < 20; request += 1) {
      const coin = random() < WEIGHT / 100 ? 'candidate' : 'stable';
      const unit = book.beginRequest(sideOf(address, coin), MINUTE, nameOf(address));
      book.judge(unit, { status: random() < share ? 500 : 200, ms: 1, path: '/' }, MINUTE + 1);
    }
  }
  const { scatter, ...tally } = book.tally(5 * MINUTE);
  const dispersion = scatter && scatterOf(scatter);
  const measured = { ...tally, ...(dispersion && { dispersion }) };
  const standing = { now: 5 * MINUTE, weight: WEIGHT, stepStartedAt: MINUTE, allowedBad: 0.2 };
  return { dispersion, verdict: judge(measured, policy, standing) };
}

const inBursts = (isSick: boolean): number => (isSick ? 0.5 : 0);
const evenly = (): number => 0.05;

it('calls requests no units when a proxy pins their clients and they fail together', () => {
  for (const seed of [1, 2, 3]) {
    const { dispersion, verdict } = judged(seed, hashedSide, inBursts);
    expect(dispersion?.pinned).toBe(true);
    expect(dispersion?.value).toBeGreaterThan(5);
    expect(verdict.kind).toBe('invalid');
    expect(verdict.because.en).toContain("split: 'client'");
  }
});

it.each([
  ['each request has its coin, whoever sent it', (_: number, coin: Side) => coin, inBursts, false],
  ['clients are pinned and their requests fail by themselves', hashedSide, evenly, true],
] as const)('judges requests as units when %s', (_, sideOf, shareOf, pinned) => {
  for (const seed of [1, 2, 3]) {
    const { dispersion, verdict } = judged(seed, sideOf, shareOf);
    expect(dispersion?.pinned).toBe(pinned);
    expect(verdict.kind).toBe('pass');
  }
});

import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ask, cookieOf, kill, Stage, until } from './gateway-kit.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.raise();
});
afterEach(() => stage.close());

/** The units of both sides that an evidence file holds, with every one's request. */
function unitsIn(words: string): number {
  if (words === '') return 0;
  const [step] = JSON.parse(words).tally.steps;
  return Math.min(
    step.stable.units + step.candidate.units,
    step.stable.requests + step.candidate.requests,
  );
}

it('sends about a tenth of the requests to the candidate at weight 10', async () => {
  const [old, next] = [await stage.backend('old'), await stage.backend('next', 'sick')];
  const { port } = await stage.open({ stable: [old], candidate: [next], rollout: { weight: 10 } });
  const count = 2_000;
  for (let at = 0; at < count; at += 50) {
    await Promise.all(Array.from({ length: 50 }, () => ask(port, '/')));
  }
  const step = (await stage.control.tally('web'))?.steps[0];
  const units = step?.candidate.units ?? 0;
  // A binomial with mean 200 and deviation 13.4 is farther than 5 deviations once in a million.
  expect(Math.abs(units - 200)).toBeLessThan(67);
  expect((step?.stable.units ?? 0) + units).toBe(count);
  expect(step?.candidate.bad).toEqual({ errors: units });
  expect(step?.stable.bad).toEqual({ errors: 0 });
});

it('keeps a client on its side while the weight rises, and older sessions on stable', async () => {
  const [old, next] = [await stage.backend('old'), await stage.backend('next')];
  const sides = { split: 'client', stable: [old], candidate: [next] } as const;
  const { port } = await stage.open(sides);
  const from = async (client: number) =>
    (await ask(port, '/', { headers: { cookie: cookieOf(client) } })).headers['x-from'];
  const all = (first: number) =>
    Promise.all(Array.from({ length: 60 }, (_, index) => from(first + index)));
  await all(0);
  await stage.change({ ...sides, rollout: { weight: 50 } });
  const half = await all(1_000);
  await stage.change({ ...sides, rollout: { weight: 90 } });
  expect(await all(1_000)).toEqual(half);
  expect(new Set(half)).toEqual(new Set(['old', 'next']));
  expect(new Set(await all(0))).toEqual(new Set(['old']));
  const tally = await stage.control.tally('web');
  expect(tally?.excluded.older).toBe(60);
  expect(tally?.steps.map(({ stable, candidate }) => stable.units + candidate.units)).toEqual([
    60, 0,
  ]);
});

it('counts a failed first attempt against the assigned side, whoever answered', async () => {
  const [old, next] = [await stage.backend('old'), await stage.backend('next')];
  const shape = { stable: [old], candidate: [next], rollout: { weight: 100 } };
  const { port } = await stage.open(shape);
  await kill(next.child);
  const answer = await ask(port, '/', { method: 'POST', body: 'x' });
  expect([answer.status, answer.headers['x-from']]).toEqual([200, 'old']);
  const step = (await stage.control.tally('web'))?.steps[0];
  expect([step?.candidate.bad, step?.stable.units]).toEqual([{ errors: 1 }, 0]);
});

it('sends probes and overrides where they ask to go, and counts neither', async () => {
  const [old, next] = [await stage.backend('old'), await stage.backend('next')];
  const { port } = await stage.open({ stable: [old], candidate: [next], rollout: { weight: 0 } });
  const from = async (headers: Record<string, string>) =>
    (await ask(port, '/', { headers })).headers['x-from'];
  expect(await from({ canary: 'true' })).toBe('next');
  expect(await from({ 'x-hanok-synthetic': '1', 'x-hanok-to': 'candidate' })).toBe('next');
  expect(await from({ 'x-hanok-synthetic': '1' })).toBe('old');
  const tally = await stage.control.tally('web');
  expect(tally?.excluded).toEqual({ older: 0, synthetic: 2, override: 1 });
  expect(tally?.steps[0]?.stable.units).toBe(0);
});

it('keeps the evidence when it is killed', async () => {
  const [old, next] = [await stage.backend('old'), await stage.backend('next', 'sick')];
  const shape = { split: 'client', stable: [old], candidate: [next] } as const;
  const gateway = await stage.open({ ...shape, rollout: { weight: 50 } });
  const visit = (port: number, client: number) =>
    ask(port, '/', { headers: { cookie: cookieOf(client) } });
  for (let client = 0; client < 40; client += 1) await visit(gateway.port, client);
  const before = await stage.control.tally('web');
  const kept = () => readFile(stage.evidence, 'utf8').catch(() => '');
  await until(async () => unitsIn(await kept()) === 40);
  await kill(gateway.child);
  await stage.write({ ...shape, rollout: { weight: 50 } });
  const again = await stage.gateway();
  const after = await stage.control.tally('web');
  expect(after?.steps[0]?.candidate.bad).toEqual(before?.steps[0]?.candidate.bad);
  expect(after?.steps[0]?.stable.units).toBe(before?.steps[0]?.stable.units);
  for (let client = 0; client < 40; client += 1) await visit(Number(again.line.port), client);
  const final = await stage.control.tally('web');
  expect(final?.steps[0]?.candidate.units).toBe(before?.steps[0]?.candidate.units);
});

it('tells clients apart under its own coin, which pins nobody', async () => {
  const [old, next] = [await stage.backend('old'), await stage.backend('next', 'sick')];
  const { port } = await stage.open({ stable: [old], candidate: [next], rollout: { weight: 50 } });
  for (let turn = 0; turn < 8; turn += 1)
    await Promise.all(
      Array.from({ length: 60 }, (_, client) =>
        ask(port, '/', { headers: { 'x-api-key': String(client) } }),
      ),
    );
  const { steps, scatter } = (await stage.control.tally('web')) ?? {};
  const bad = steps?.[0]?.candidate.bad.errors;
  expect(scatter).toMatchObject({
    clients: 60,
    requests: 480,
    bad,
    badSquares: expect.any(Number),
  });
  const { pairs = 1, mostPairs = 1 } = scatter ?? {};
  // 1,680 pairs: a correlation of 0.25 is farther than 7 deviations.
  expect(Math.abs(pairs / mostPairs)).toBeLessThan(0.25);
});

it('tells an instance who the client is and believes no one else about it', async () => {
  const one = await stage.backend('one');
  const { port } = await stage.open({ stable: [one] });
  const seen = async (headers: Record<string, string>) => {
    const { body, headers: got } = await ask(port, '/', { headers });
    expect(got['x-hanok-side']).toBeUndefined();
    return JSON.parse(body).headers as Record<string, string>;
  };
  const honest = await seen({ cookie: `${cookieOf(1)}; a=1` });
  const forged = await seen({
    cookie: cookieOf(2),
    'x-hanok-client': honest['x-hanok-client'] ?? '',
  });
  expect(honest.cookie).toBe('a=1');
  expect(honest['x-hanok-client']).toMatch(/^[\w-]{22}$/);
  expect(forged['x-hanok-client']).toMatch(/^[\w-]{22}$/);
  expect(forged['x-hanok-client']).not.toBe(honest['x-hanok-client']);
});

it('gives a cookie to a page view and to nothing else', async () => {
  const one = await stage.backend('one');
  const { port } = await stage.open({ stable: [one] });
  const given = async (headers: Record<string, string>) =>
    (await ask(port, '/', { headers })).headers['set-cookie'];
  expect((await given({ accept: 'text/html' }))?.[0]).toMatch(
    /^hanok=[\w-]{22}; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  expect(await given({ accept: 'application/json' })).toBeUndefined();
  expect(await given({ accept: 'text/html', cookie: cookieOf(1) })).toBeUndefined();
});

it('judges by what a service says of its own answers, and keeps that from clients', async () => {
  const [old, next] = [await stage.backend('old'), await stage.backend('next', 'unsure')];
  const predicates = [
    { id: 'match', kind: 'check', name: 'face-match' },
    { id: 'sure', kind: 'metric', name: 'confidence', below: 0.5, on: '/faces' },
  ] as const;
  const rollout = { weight: 50, predicates };
  const { port } = await stage.open({ stable: [old], candidate: [next], rollout });
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      ask(port, '/', index % 2 === 0 ? {} : { method: 'POST', body: 'a body takes another way' }),
    ),
  );
  expect(answers.filter(({ headers }) => 'x-hanok-says' in headers)).toEqual([]);
  const step = (await stage.control.tally('web'))?.steps[0];
  expect(step?.candidate.bad).toEqual({ match: step?.candidate.units, sure: 0 });
  expect(step?.stable.bad).toEqual({ match: 0, sure: 0 });
  await Promise.all(Array.from({ length: 40 }, () => ask(port, '/faces')));
  expect((await stage.control.tally('web'))?.steps[0]?.stable.bad).toEqual({ match: 0 });
});

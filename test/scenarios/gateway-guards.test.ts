import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ask, Stage, until } from './gateway-kit.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.raise();
});
afterEach(() => stage.close());

const isPassedOver = async (id: string): Promise<boolean> =>
  (await stage.control.status()).instances.some((one) => one.id === id && one.passedOver);

it('passes over an instance that fails again and again, and its side answers for what it did', async () => {
  const [well, sick] = [await stage.backend('well'), await stage.backend('sick', 'sick')];
  const { port } = await stage.open({ stable: [well, sick], rollout: { weight: 0 } });
  let failed = 0;
  while (!(await isPassedOver('sick'))) {
    if ((await ask(port, '/')).status === 500) failed += 1;
  }
  expect(failed).toBe(5);
  const next = await Promise.all(Array.from({ length: 20 }, () => ask(port, '/')));
  expect(new Set(next.map(({ headers }) => headers['x-from']))).toEqual(new Set(['well']));
  const tally = await stage.control.tally('web');
  expect(tally?.steps[0]?.stable.bad).toEqual({ errors: 5 });
  expect(await stage.metrics()).toContain('hanok_gateway_ejections_total{service="web"} 1\n');
  await until(async () => (await ask(port, '/')).headers['x-from'] === 'sick');
});

it('goes on asking a side of which every instance fails', async () => {
  const sick = [await stage.backend('a', 'sick'), await stage.backend('b', 'sick')];
  const well = await stage.backend('well');
  const sides = { stable: [well], candidate: sick, rollout: { weight: 100 } };
  const { port } = await stage.open(sides);
  const statuses: number[] = [];
  for (let turn = 0; turn < 40; turn += 1) statuses.push((await ask(port, '/')).status);
  expect(new Set(statuses)).toEqual(new Set([500]));
  expect((await stage.control.tally('web'))?.steps[0]?.candidate.bad).toEqual({ errors: 40 });
});

it('refuses at once what is more than a service should have in flight', async () => {
  const one = await stage.backend('one');
  const { port } = await stage.open({
    stable: [one],
    service: { maxInFlight: 2 },
    route: { timeoutMs: 3_000 },
  });
  const held = [ask(port, '/never'), ask(port, '/never')];
  await until(async () => (await stage.inFlightOf('one')) === 2);
  const began = performance.now();
  const refused = await ask(port, '/');
  expect(performance.now() - began).toBeLessThan(2_000);
  expect([
    refused.status,
    refused.headers['x-hanok-error'],
    refused.headers['retry-after'],
  ]).toEqual([503, 'overloaded', '1']);
  expect((await Promise.all(held)).map(({ status }) => status)).toEqual([504, 504]);
  expect((await ask(port, '/')).status).toBe(200);
  expect((await stage.control.status()).guards.web?.overloaded).toBe(1);
});

it('retries no more than a share of the requests when everything fails', async () => {
  let connections = 0;
  const broken = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined).on('data', () => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(broken, 'listening');
  const address = broken.address() as { port: number };
  const { port } = await stage.open({ stable: [{ id: 'broken', port: address.port }] });
  const count = 400;
  for (let at = 0; at < count; at += 40) {
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(port, '/')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([502]));
  }
  broken.close();
  // A gateway that has just begun has a hundred to give away, and then a fifth of what comes.
  expect(connections).toBe(count + 100 + count / 5);
  const { guards } = await stage.control.status();
  expect(guards.web).toMatchObject({ retries: 180, retriesDenied: 220 });
});

it('lets each key ask as often as the route says, over a new table too', async () => {
  const one = await stage.backend('one');
  const shape = {
    stable: [one],
    route: { limit: { count: 3, windowMs: 60_000, per: 'api-key' as const } },
  };
  const { port } = await stage.open(shape);
  const as = (key: string) => ask(port, '/', { headers: { 'x-api-key': key } });
  const statuses: number[] = [];
  for (const key of ['a', 'a', 'a', 'a', 'b']) statuses.push((await as(key)).status);
  expect(statuses).toEqual([200, 200, 200, 429, 200]);
  await stage.change(shape);
  const refused = await as('a');
  expect([refused.status, refused.headers['x-hanok-error']]).toEqual([429, 'too-many-requests']);
  const after = Number(refused.headers['retry-after']);
  expect(after).toBeGreaterThan(15);
  expect(after).toBeLessThanOrEqual(20);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { headers: { 'x-api-key': 'a' } });
  const [error] = await once(socket, 'error');
  expect(error.message).toContain('429');
  expect((await stage.control.status()).guards.web?.limited).toBe(3);
});

it('waits for an answer as long as its route says', async () => {
  const one = await stage.backend('one');
  const { port } = await stage.open({ stable: [one], route: { timeoutMs: 300 } });
  const began = performance.now();
  expect((await ask(port, '/never')).status).toBe(504);
  const took = performance.now() - began;
  expect(took).toBeGreaterThan(290);
  expect(took).toBeLessThan(2_000);
});

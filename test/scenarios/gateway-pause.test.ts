import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Answer, ask, Stage, until } from './gateway-kit.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.raise();
});
afterEach(() => stage.close());

const heldOf = async (service: string) => (await stage.control.status()).paused[service]?.held;

it('holds new requests, finishes those under way, and lets the held go whole', async () => {
  const one = await stage.backend('one');
  const { port } = await stage.open({ stable: [one], rollout: { weight: 0 } });
  const underWay = ask(port, '/slow');
  await until(async () => (await stage.inFlightOf('one')) === 1);
  await stage.control.pause('web', 10_000);
  expect((await underWay).status).toBe(200);
  const held: Promise<Answer>[] = [];
  for (let index = 0; index < 10; index += 1) {
    const post = index % 2 === 0 ? { method: 'POST', body: 'x'.repeat(200_000) } : {};
    held.push(ask(port, '/', post));
    await until(async () => (await heldOf('web')) === index + 1);
  }
  expect(await stage.inFlightOf('one')).toBe(0);
  expect((await stage.control.tally('web'))?.steps[0]?.stable.requests).toBe(1);
  await stage.control.resume('web');
  const answers = await Promise.all(held);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const bytes = answers.map(({ body }) => JSON.parse(body).bytes);
  expect(bytes).toEqual(Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? 200_000 : 0)));
  expect(await heldOf('web')).toBeUndefined();
  expect((await stage.control.status()).guards.web).toMatchObject({ held: 10, heldInVain: 0 });
});

it('loses nothing of what comes while it pauses again and again', async () => {
  const one = await stage.backend('one');
  const { port } = await stage.open({ stable: [one] });
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const statuses: Promise<number>[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    await stage.control.pause('web', 10_000);
    for (let index = 0; index < 100; index += 1) {
      const req = request({ port, host: '127.0.0.1', path: '/', agent }).end();
      statuses.push(
        once(req, 'response').then(async ([res]) => {
          await once(res.resume(), 'end');
          return res.statusCode;
        }),
      );
    }
    await until(async () => (await heldOf('web')) === 16);
    await stage.control.resume('web');
  }
  expect(new Set(await Promise.all(statuses))).toEqual(new Set([200]));
  agent.destroy();
});

it('keeps WebSockets talking and takes new ones while requests are held', async () => {
  const one = await stage.backend('one');
  const { port } = await stage.open({ stable: [one] });
  const talk = async (socket: WebSocket): Promise<string> => {
    if (socket.readyState !== WebSocket.OPEN) await once(socket, 'open');
    socket.send('hello');
    return String((await once(socket, 'message'))[0]);
  };
  const before = new WebSocket(`ws://127.0.0.1:${port}/`);
  await talk(before);
  await stage.control.pause('web', 10_000);
  expect(await talk(before)).toBe('one hello');
  const during = new WebSocket(`ws://127.0.0.1:${port}/`);
  expect(await talk(during)).toBe('one hello');
  before.close();
  during.close();
});

it('refuses what was held too long, and then goes on as before', async () => {
  const one = await stage.backend('one');
  const { port } = await stage.open({ stable: [one] });
  await stage.control.pause('web', 300);
  const refused = await ask(port, '/');
  expect([
    refused.status,
    refused.headers['x-hanok-error'],
    refused.headers['retry-after'],
  ]).toEqual([503, 'paused', '1']);
  expect((await ask(port, '/')).status).toBe(200);
  expect(await stage.metrics()).toContain('hanok_gateway_held_in_vain_total{service="web"} 1\n');
});

it('forgets a held request whose client has left', async () => {
  const one = await stage.backend('one');
  const { port } = await stage.open({ stable: [one] });
  await stage.control.pause('web', 10_000);
  const req = request({ port, host: '127.0.0.1', path: '/', agent: false }).end();
  req.on('error', () => undefined);
  await until(async () => (await heldOf('web')) === 1);
  req.destroy();
  await until(async () => (await heldOf('web')) === 0);
  await stage.control.resume('web');
  expect((await stage.control.status()).inFlight).toBe(0);
});

it('is a failure to pause what does not exist, or for too long', async () => {
  await stage.open({ stable: [] });
  const refused = { code: 'runtime/gateway-refused' };
  await expect(stage.control.pause('nobody', 100)).rejects.toMatchObject(refused);
  await expect(stage.control.resume('nobody')).rejects.toMatchObject(refused);
  await expect(stage.control.pause('web', 60_001)).rejects.toThrow('from 1 to 60000 ms');
});

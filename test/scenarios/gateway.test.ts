import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ask, kill, Stage, until } from './gateway-kit.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.raise();
});
afterEach(() => stage.close());

/** Requests without a pause over kept connections, until told to stop. */
function load(port: number, lanes: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const failures: string[] = [];
  let done = 0;
  let going = true;
  const one = (method: string) =>
    new Promise<void>((resolve) => {
      const req = request({ port, host: '127.0.0.1', method, agent, path: '/' }, (res) => {
        if (res.statusCode !== 200) failures.push(`${method} ${res.statusCode}`);
        res.resume().on('close', () => {
          done += 1;
          resolve();
        });
      });
      req.on('error', (error) => {
        failures.push(`${method} ${error.message}`);
        resolve();
      });
      req.end(method === 'POST' ? 'x'.repeat(2_000) : undefined);
    });
  const lane = async (method: string): Promise<void> => {
    while (going) await one(method);
  };
  const lanesDone = Promise.all(
    Array.from({ length: lanes }, (_, index) => lane(index % 2 === 0 ? 'GET' : 'POST')),
  );
  return {
    failures,
    done: () => done,
    stop: async () => {
      going = false;
      await lanesDone;
      agent.destroy();
    },
  };
}

it('fails no request while instances are switched under load, POST included', async () => {
  let current = await stage.backend('b0');
  const { port } = await stage.open({ stable: [current] });
  const traffic = load(port, 16);
  for (let turn = 1; turn <= 6; turn += 1) {
    const next = await stage.backend(`b${turn}`);
    await stage.change({ stable: [next] });
    const mark = traffic.done() + 200;
    await until(async () => (await stage.inFlightOf(current.id)) === undefined);
    current.child.kill('SIGTERM');
    await until(() => traffic.done() > mark);
    current = next;
  }
  await traffic.stop();
  expect(traffic.failures).toEqual([]);
});

it('retries a GET when its instance is killed', async () => {
  const [one, two] = [await stage.backend('one'), await stage.backend('two')];
  const { port } = await stage.open({ stable: [one, two] });
  const answers = Array.from({ length: 40 }, () => ask(port, '/slow'));
  await until(async () => ((await stage.inFlightOf('one')) ?? 0) > 5);
  await kill(one.child);
  const after = Array.from({ length: 40 }, () => ask(port, '/slow'));
  const bodies = await Promise.all([...answers, ...after]);
  expect(new Set(bodies.map(({ status }) => status))).toEqual(new Set([200]));
});

it('lets a slow upload finish on the instance that has left the table', async () => {
  const [old, next] = [await stage.backend('old'), await stage.backend('next')];
  const { port } = await stage.open({ stable: [old] });
  const upload = request({ port, host: '127.0.0.1', method: 'POST', path: '/', agent: false });
  upload.write('x'.repeat(100_000));
  await until(async () => (await stage.inFlightOf('old')) === 1);
  await stage.change({ stable: [next] });
  expect((await ask(port, '/')).headers['x-from']).toBe('next');
  expect(await stage.inFlightOf('old')).toBe(1);
  upload.end('y'.repeat(100_000));
  const [res] = await once(upload, 'response');
  const body = (await res.setEncoding('utf8').toArray()).join('');
  expect(JSON.parse(body)).toMatchObject({ id: 'old', bytes: 200_000 });
  await until(async () => (await stage.inFlightOf('old')) === undefined);
});

it('streams events as they come and stops the instance when the client leaves', async () => {
  const one = await stage.backend('one');
  const { port } = await stage.open({ stable: [one] });
  const req = request({ port, host: '127.0.0.1', path: '/stream', agent: false }).end();
  const [res] = await once(req, 'response');
  const [first] = await once(res, 'data');
  expect(String(first)).toContain('data: one');
  req.destroy();
  await until(async () => (await stage.inFlightOf('one')) === 0);
});

it('carries a WebSocket and closes it properly when the instance dies', async () => {
  const one = await stage.backend('one');
  const { port } = await stage.open({ stable: [one], rollout: { weight: 0 } });
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  await once(socket, 'open');
  socket.send('hello');
  const [words] = await once(socket, 'message');
  expect(String(words)).toBe('one hello');
  expect(await stage.inFlightOf('one')).toBe(1);
  const closed = once(socket, 'close');
  await kill(one.child);
  expect((await closed)[0]).toBe(1012);
  const tally = await stage.control.tally('web');
  expect(tally?.steps[0]?.stable).toMatchObject({ units: 1, bad: { errors: 1 } });
});

it('leaves open WebSockets to the application when an instance departs', async () => {
  const [old, next] = [await stage.backend('old'), await stage.backend('next')];
  const { port } = await stage.open({ stable: [old] });
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  await once(socket, 'open');
  await stage.change({ stable: [next] });
  socket.send('still here');
  expect(String((await once(socket, 'message'))[0])).toBe('old still here');
  const closed = once(socket, 'close');
  old.child.kill('SIGTERM');
  expect((await closed)[0]).toBe(1012);
});

it('refuses a malformed table and goes on with the last good one', async () => {
  const one = await stage.backend('one');
  const { port } = await stage.open({ stable: [one] });
  await stage.writeRaw('{"version":2}');
  await expect(stage.control.reload()).rejects.toThrow('only version 1 is known');
  expect((await stage.control.status()).revision).toBe(1);
  expect((await ask(port, '/')).status).toBe(200);
});

it('says that its port is taken and exits with 3', async () => {
  const one = await stage.backend('one');
  await stage.write({ stable: [one], port: one.port });
  const { child, line } = await stage.gateway();
  expect(line.code).toBe('runtime/port-taken');
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(3);
});

it('answers for itself when a route, an instance, a body or an answer is not to be had', async () => {
  const one = await stage.backend('one');
  const { port } = await stage.open({ stable: [one] });
  const slow = ask(port, '/never');
  const large = await ask(port, '/', { method: 'POST', body: 'x'.repeat(10_000_001) }).catch(
    () => undefined,
  );
  if (large)
    expect([large.status, large.headers['x-hanok-error']]).toEqual([413, 'body-too-large']);
  const late = await slow;
  expect([late.status, late.headers['x-hanok-error']]).toEqual([504, 'timeout']);
  await stage.change({ stable: [] });
  const none = await ask(port, '/', { headers: { accept: 'text/html' } });
  expect([none.status, none.headers['retry-after']]).toEqual([503, '1']);
  expect(none.body).toContain('<p lang="ko">');
  await until(async () => (await stage.inFlightOf('one')) === undefined);
});

it('finishes what is in flight before it ends', async () => {
  const one = await stage.backend('one');
  const { child, port } = await stage.open({ stable: [one] });
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  await once(socket, 'open');
  const closed = once(socket, 'close');
  const answer = ask(port, '/slow');
  await until(async () => (await stage.inFlightOf('one')) === 2);
  const ended = once(child, 'exit');
  await stage.control.drain();
  expect((await answer).status).toBe(200);
  expect((await closed)[0]).toBe(1012);
  expect((await ended)[0]).toBe(0);
});

it('is a failure to ask a gateway that is not there', async () => {
  await expect(stage.control.status()).rejects.toMatchObject({
    code: 'runtime/gateway-unreachable',
    retry: 'later',
  });
});

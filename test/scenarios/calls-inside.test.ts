import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Rollout } from '#delivery';
import { load } from '../support/load.ts';
import { raised, until } from '../support/system.ts';

const START = `server.listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => { server.close(() => process.exit(0)); server.closeIdleConnections(); });
`;
/** Answers with its release; behind it nothing. */
const STOCK = `import { createServer } from 'node:http';
const server = createServer((request, answer) => {
  if (request.url === '/ready') return answer.end('ready');
  answer.end(JSON.stringify({ stock: 'first', client: request.headers['x-hanok-client'] ?? null }));
});
${START}`;
/** Asks the stock on every request, and carries on for whom. */
const SHOP = `import { createServer } from 'node:http';
const server = createServer(async (request, answer) => {
  if (request.url === '/ready') return answer.end('ready');
  const carried = request.url === '/alone' ? {} : { 'x-hanok-client': request.headers['x-hanok-client'] ?? '' };
  const inner = await fetch(process.env.STOCK_URL + '/', { headers: carried }).catch((error) => ({ status: 599, text: () => String(error) }));
  answer.statusCode = inner.status === 200 ? 200 : 502;
  answer.end(JSON.stringify({ mine: request.headers['x-hanok-client'], inner: await inner.text() }));
});
${START}`;

const PLAN = `import { blueGreen, canary, definePlan, environment, gateway, link, local, rolling, route, service } from 'hanok';
const health = { ready: '/ready', within: '5 s' } as const;
const run = (folder: string) => ({ command: ['node', 'server.ts'], folder: './' + folder });
const stock = service('stock', {
  run: run('stock'), health, replicas: 2, stop: { drain: '5 s' },
  rollout: canary({ split: 'client', weights: [30], bake: '1 s', horizon: '200 ms', bad: ['5xx'], smoke: ['GET /ready'], holdFor: '4 s' }),
});
const shop = service('shop', { run: run('shop'), health, replicas: 2, stop: { drain: '5 s' }, uses: [link(stock)], rollout: rolling({ smoke: ['GET /ready'] }) });
export default definePlan('inside', {
  asOf: '2026-11-20', roots: [gateway('edge', { routes: [route('/', shop, { timeout: '5 s' })] })],
  environments: [environment('local', { on: local({ port: 0 }) })],
});
`;
const FILES = { 'hanok.plan.ts': PLAN, 'stock/server.ts': STOCK, 'shop/server.ts': SHOP };

type System = Awaited<ReturnType<typeof raised>>;
const edit = ({ dir }: System, change: (source: string) => string): void => {
  const path = join(dir, 'stock', 'server.ts');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
};
const asked = async (on: System, path: string) =>
  (await (await fetch(`${on.address}${path}`, { signal: AbortSignal.timeout(5_000) })).json()) as {
    mine: string;
    inner: string;
  };

describe('a call between services', () => {
  it('carries its client on, or nobody, and never the name that a client makes up', async () => {
    await using on = await raised(FILES);
    expect(on.up.code).toBe(0);
    const through = await asked(on, '/');
    expect(JSON.parse(through.inner)).toEqual({ stock: 'first', client: through.mine });
    const alone = await asked(on, '/alone');
    expect(JSON.parse(alone.inner)).toEqual({ stock: 'first', client: null });
    const made = await fetch(on.address, { headers: { 'x-hanok-client': 'a'.repeat(22) } });
    expect(((await made.json()) as { mine: string }).mine).not.toBe('a'.repeat(22));
  });

  it('loses nothing while what it calls is switched, and takes a bad one back on its evidence', async () => {
    await using on = await raised(FILES);
    const clients = load(`${on.address}/alone`);
    edit(on, (source) => source.replace("'first'", "'second'"));
    const good = await on.hanok('deploy', 'stock', '--json');
    expect((JSON.parse(good.out) as Rollout).phase).toBe('promoted');
    expect((await asked(on, '/alone')).inner).toContain('second');
    const { failed, byStatus } = await clients.stop();
    expect(failed).toEqual([]);
    expect(Object.keys(byStatus)).toEqual(['200']);

    const again = load(`${on.address}/alone`);
    edit(on, (source) =>
      source.replace('answer.end(JSON', 'answer.statusCode = 500; answer.end(JSON'),
    );
    const bad = await on.hanok('deploy', 'stock', '--json');
    const taken = JSON.parse(bad.out) as Rollout;
    expect([taken.phase, taken.look?.evidence?.logE ?? 0]).toEqual([
      'taken-back',
      expect.any(Number),
    ]);
    expect((await asked(on, '/alone')).inner).toContain('second');
    await again.stop();
  });

  it('loses nothing while what it calls is switched all at once, and back', async () => {
    const plan = PLAN.replace(
      /canary\(\{.*\}\)/,
      "blueGreen({ bake: '60 s', smoke: ['GET /ready'] })",
    );
    await using on = await raised({ ...FILES, 'hanok.plan.ts': plan });
    const clients = load(`${on.address}/alone`);
    edit(on, (source) => source.replace("'first'", "'second'"));
    const delivered = on.hanok('deploy', 'stock', '--json');
    await until('all calls go to the new one', async () =>
      (await asked(on, '/alone')).inner.includes('second'),
    );
    await until('it stands by', async () =>
      (await on.hanok('rollout', 'show', '--json')).out.includes('"phase": "standing-by"'),
    );
    await on.hanok('rollout', 'abort', 'stock');
    expect((JSON.parse((await delivered).out) as Rollout).phase).toBe('taken-back');
    expect((await asked(on, '/alone')).inner).toContain('first');
    const { failed, byStatus } = await clients.stop();
    expect([failed, Object.keys(byStatus)]).toEqual([[], ['200']]);
  });

  it('is delivered with its caller in their order, and refused when one would not answer the other', async () => {
    await using on = await raised(FILES);
    const plan = join(on.dir, 'hanok.plan.ts');
    const say = (from: string, to: string) =>
      writeFileSync(plan, readFileSync(plan, 'utf8').replace(from, to));
    say('link(stock)', "link(stock, { contract: 'v2' })");
    say("service('stock', {", "service('stock', { contracts: ['v1'],");
    say('canary({', "rolling({ smoke: ['GET /ready'] }) ?? canary({");
    edit(on, (source) => source.replace("'first'", "'second'"));
    const early = await on.hanok('deploy', '--all');
    expect([early.code, early.err.includes('does not answer it yet')]).toEqual([3, true]);
    say("contracts: ['v1']", "contracts: ['v1', 'v2']");
    const both = await on.hanok('deploy', '--all', '--json');
    const order = (JSON.parse(both.out) as Rollout[]).map(({ service, phase }) => [service, phase]);
    expect(order).toEqual([
      ['stock', 'promoted'],
      ['shop', 'promoted'],
    ]);
    say("contracts: ['v1', 'v2']", "contracts: ['v1']");
    const late = await on.hanok('deploy', 'stock');
    expect([late.code, late.err.includes('shop still asks stock for v2')]).toEqual([3, true]);
    expect((await on.hanok('deploy')).code).toBe(2);
  });
});

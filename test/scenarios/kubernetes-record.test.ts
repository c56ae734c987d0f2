import { expect, it } from 'vitest';
import { clusterJournal, mailbox, RolloutBook, type Send } from '#adapters';
import { type Look, type Rollout, run, start, type Wish } from '#delivery';
import { SECOND } from '#kernel';
import { rolloutOf } from '#testing';
import { type Cluster, stage, weightsOf } from '../support/kubernetes/play.ts';
import { CANDIDATE, STABLE, standCluster } from '../support/kubernetes/subject.ts';

const A = 'shop-aaaa0000';
const bookOf = ({ client, clock }: Cluster) => new RolloutBook(client, clock);
const named = (id: string, startedAt: number): Rollout => ({
  ...rolloutOf({ service: 'shop', stable: STABLE, candidate: CANDIDATE } as never),
  id,
  startedAt,
});
const look = (at: number): Look => ({
  at,
  phase: 'shifting',
  step: 0,
  verdict: 'hold',
  because: { en: `look ${at}: ${'counts '.repeat(600)}`, ko: `${at}번째: ${'수치 '.repeat(600)}` },
});
const abort: Wish = { kind: 'abort', by: 'me', because: { en: 'enough', ko: '그만' } };

it('loses nobody’s word when a terminal and the controller write at once', async () => {
  await using cluster = await standCluster();
  const journal = clusterJournal(bookOf(cluster));
  const mail = mailbox(bookOf(cluster));
  await Promise.all([
    journal.record({ rollout: named('one', 1), pending: [] }),
    mail.post('shop', 'one', abort),
    mail.post('shop', 'one', { kind: 'pause', by: 'you' }),
    journal.keep('one', look(1)),
  ]);
  const posted = await mail.pending('shop');
  expect(posted.map(({ wish }) => wish.kind).sort()).toEqual(['abort', 'pause']);
  expect((await journal.load('one'))?.rollout.id).toBe('one');
});

it('forgets words to a rollout that has ended', async () => {
  await using cluster = await standCluster();
  const mail = mailbox(bookOf(cluster));
  await mail.post('shop', 'one', abort);
  const id = await mail.post('shop', 'two', abort);
  expect(await mail.pending('shop')).toEqual([{ id, rollout: 'two', wish: abort }]);
  await mail.take('shop', id);
  await mail.take('shop', id);
  expect(await mail.pending('shop')).toEqual([]);
});

it('keeps the last three rollouts, and fits one object however long their stories are', async () => {
  await using cluster = await standCluster();
  const journal = clusterJournal(bookOf(cluster));
  for (const id of ['one', 'two', 'three', 'four']) {
    await journal.record({ rollout: named(id, id.length), pending: [] });
    for (let at = 0; at < 60; at += 1) await journal.keep(id, look(at));
  }
  const ids = ['one', 'two', 'three', 'four'].map((id) => journal.load(id));
  expect((await Promise.all(ids)).filter((entry) => entry !== undefined)).toHaveLength(3);
  const kept = await journal.looks('four');
  expect([kept[0], kept.at(-1)]).toEqual([look(0), look(59)]);
  const object = cluster.double.store.get('ConfigMap', 'hanok-rollout-shop');
  expect(Buffer.byteLength(JSON.stringify(object))).toBeLessThan(1_000_000);
});

it('lets a person end a rollout that the cluster refuses to begin', async () => {
  await using cluster = await standCluster();
  const forbid =
    (send: Send): Send =>
    (ask) =>
      ask.method === 'PATCH' && ask.path.includes('/deployments/shop-bbbb')
        ? Promise.resolve({ status: 403, body: '{"kind":"Status","reason":"Forbidden"}' })
        : send(ask);
  const { ports, beginning, journal, options } = stage(cluster);
  const through = { ...ports, driver: cluster.driverOf(cluster.clientThrough(forbid)) };
  await expect(start(beginning, through)).rejects.toMatchObject({
    code: 'delivery/cluster-forbids',
  });
  const left = (await journal.load('r1'))?.rollout as Rollout;
  await expect(run(left, through, options)).rejects.toMatchObject({
    code: 'delivery/cluster-forbids',
  });
  const ended = await run(left, through, { ...options, wish: () => abort });
  expect([ended.phase, ended.because.en]).toEqual(['taken-back', 'enough']);
  expect(weightsOf(cluster)).toEqual({ [A]: 100 });
  cluster.clock.pass(SECOND);
});

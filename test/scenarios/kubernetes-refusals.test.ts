import { describe, expect, it } from 'vitest';
import { image } from '../support/kubernetes/real-time.ts';
import { COUNTED, deploy, install, stand } from '../support/kubernetes/shop.ts';

// A double stands for the cluster; the command line is the built one.

const TAGGED = ['deploy', 'shop', '--first', '--image', 'registry.test/shop:1.4.2'];
const FIRST = ['deploy', 'shop', '--first', '--image', image('a')];
/** A cluster without nodes: an error of the plan. */
const BARE = `on: eks(seoul, { version: '1.34' }),`;
const TWO_SITES = `on: [eks(seoul, { version: '1.34', pools, weight: 70 }), gke(second, { version: '1.34', pools, weight: 30 })],`;

describe.concurrent('a delivery to a cluster is refused, with what to do,', () => {
  it.each([
    ['of an image that moves', {}, TAGGED, 'app/image-not-pinned'],
    ['of no image at all', {}, ['deploy', 'shop', '--first'], 'app/no-image'],
    ['of a folder', {}, ['deploy', 'shop', '--from', '.'], 'usage/deploy-from'],
    ['without a release to compare with', {}, deploy('a'), 'app/not-installed'],
    ['of a plan with errors', { environment: BARE }, FIRST, 'app/plan-has-errors'],
    ['of a service that is not there', {}, ['deploy', 'shp'], 'usage/unknown-service'],
    ['on ECS', { environment: 'on: ecs(seoul),' }, deploy('a'), 'app/no-driver'],
    ['on servers', { environment: 'on: server(seoul),' }, deploy('a'), 'app/no-driver'],
    ['to several sites at once', { environment: TWO_SITES }, FIRST, 'usage/which-site'],
    [
      'to a site that is not there',
      { environment: TWO_SITES },
      [...FIRST, '--site', 'x'],
      'usage/unknown-site',
    ],
    [
      'by a context that is not there',
      {},
      [...FIRST, '--context', 'x'],
      'delivery/cluster-unknown',
    ],
    [
      'with a password in an address',
      {},
      [...FIRST, '--prometheus', 'http://a:b@c'],
      'usage/prometheus',
    ],
  ])('%s', async (_, words, command, code) => {
    await using on = await stand(words);
    const ran = await on.hanok(...command);
    expect(ran.err).toContain(`(${code})`);
    expect(ran.code).toBe(code.startsWith('usage/') ? 2 : 3);
    if (ran.code === 3) expect(ran.err).toContain('→');
    expect(on.double.changes.filter((change) => !change.includes('leases'))).toEqual([]);
  });

  it('when the first release never stands, at once and in the words of its pod', async () => {
    await using on = await stand({}, { a: { ails: 'image' } });
    const ran = await on.hanok(...FIRST);
    expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('delivery/candidate-gave-up')]);
    expect(ran.err).toContain('ImagePullBackOff, Back-off pulling image');
  });

  it('when nobody counts', async () => {
    await using on = await stand();
    await install(on);
    const ran = await on.hanok('deploy', 'shop', '--image', image('b'));
    expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('app/nobody-counts')]);
  });

  it('when nothing changed; who counts was named with the release before and is remembered', async () => {
    await using on = await stand();
    await on.hanok(...FIRST, ...COUNTED);
    const ran = await on.hanok('deploy', 'shop', '--image', image('a'));
    expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('app/release-unchanged')]);
  });

  it('when clients are to keep their side, which a route cannot do', async () => {
    await using on = await stand({ canary: `split: 'client'` });
    await install(on);
    const ran = await on.hanok(...deploy('b'));
    expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('delivery/split-not-kept')]);
    expect(on.weights()).toEqual({ a: 100 });
    expect((await on.hanok('rollout', 'show')).err).toContain('usage/no-rollout');
  });

  it('when a Secret is not there, of which no value is ever asked', async () => {
    await using on = await stand();
    on.double.store.delete('Secret', 'session-key');
    const ran = await on.hanok(...FIRST);
    expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('app/secret-missing')]);
    expect(on.double.secretsRead).toBe(0);
  });

  it('but not for errors that are waived, nor for a tag that is', async () => {
    const waivers = ['capacity/cluster-has-nodes', 'delivery/image-is-pinned'].map(
      (rule) => `waive({ rule: '${rule}', reason: 'agreed', owner: 'us', until: '2027-12-31' })`,
    );
    const more = `waivers: [${waivers.join(', ')}],`;
    await using on = await stand({ environment: BARE, more });
    const { code, out } = await on.hanok(...TAGGED);
    expect([code, out]).toEqual([0, expect.stringContaining('the first release stands')]);
  });
});

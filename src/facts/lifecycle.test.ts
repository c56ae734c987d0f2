import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extendedSupportOf, isProduct, products, supportedCycles, supportOf } from './index.ts';

const DAY = '2026-11-21';
const state = (product: string, version: string, day = DAY): string =>
  supportOf(product, version, day).state;

describe('whether a version is supported', () => {
  it('follows the day that is asked about', () => {
    expect(state('postgresql', '14.9', '2026-11-12')).toBe('supported');
    expect(state('postgresql', '14.9', '2026-11-13')).toBe('ended');
  });
  it('says where and when it was read', () => {
    expect(supportOf('redis', '6.2.7', DAY)).toEqual({
      state: 'supported',
      ends: '2027-04-01',
      source:
        'https://github.com/endoflife-date/endoflife.date/blob/a70eca337600/products/redis.md',
      asOf: '2026-08-18',
    });
  });
  it('answers unknown for a version or a product no table names, never supported', () => {
    expect(state('postgresql', '99')).toBe('unknown');
    expect(state('postgresql', '')).toBe('unknown');
    expect(state('no-such-product', '1')).toBe('unknown');
    expect(isProduct('no-such-product')).toBe(false);
  });
  it('does not take 7.25 for 7.2', () => {
    expect(state('redis', '7.25')).toBe('unknown');
  });
  it('prefers the closest line', () => {
    expect(supportOf('rds-mysql', '8.0.46', DAY)).toMatchObject({ state: 'ended' });
    expect(supportOf('rds-mysql', '8.4.9', DAY)).toMatchObject({ ends: '2029-07-31' });
  });
  it('lists the supported lines, newest first', () => {
    expect(supportedCycles('postgresql', DAY)).toEqual(['18', '17', '16', '15']);
    expect(supportedCycles('no-such-product', DAY)).toEqual([]);
  });
  it('knows the support that is paid for', () => {
    expect(extendedSupportOf('rds-postgresql', '18')).toBe('2034-02-28');
    expect(extendedSupportOf('redis', '8.2')).toBeUndefined();
  });
});

describe('versions of an API', () => {
  it('knows that External Secrets no longer serves v1beta1, with or without its group', () => {
    expect(state('external-secrets-api', 'external-secrets.io/v1beta1')).toBe('ended');
    expect(state('external-secrets-api', 'v1beta1')).toBe('ended');
    expect(state('external-secrets-api', 'v1')).toBe('supported');
  });
  it('knows that Istio still serves its old versions', () => {
    expect(state('istio-api', 'networking.istio.io/v1alpha3')).toBe('supported');
    expect(state('istio-api', 'v1beta1')).toBe('supported');
  });
  it('dates the end of a Kubernetes API by the release that dropped it', () => {
    expect(supportOf('kubernetes-api', 'policy/v1beta1', DAY)).toMatchObject({
      state: 'ended',
      ends: '2022-08-23',
    });
    expect(state('kubernetes-api', 'example.org/v1')).toBe('unknown');
  });
});

it('knows the products that plans name', () => {
  const named = ['node', 'python', 'go', 'php', 'rust', 'pnpm', 'eks', 'gke', 'kubernetes'];
  const stores = ['mysql', 'elasticache-redis', 'rds-postgresql', 'elasticsearch', 'mongodb'];
  for (const product of [...named, ...stores, 'ubuntu', 'alpine', 'terraform'])
    expect([product, products().includes(product)]).toEqual([product, true]);
});

it('names every product in the README of the room', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`\n${products().join(' ')}\n`);
});

import { describe, expect, it } from 'vitest';
import { cacheNodeSizes, classesOf, classOf, priceOf, priceRuleOf, skusOf } from './index.ts';

const GIB = 2 ** 30;

describe('an instance class', () => {
  it('knows that db.r6g.medium is not offered by RDS', () => {
    expect(classOf('rds', 'db.r6g.medium').state).toBe('not-offered');
    expect(classOf('rds', 'db.r6g.large')).toMatchObject({
      state: 'offered',
      vcpu: 2,
      memory: 16 * GIB,
    });
  });
  it('knows a family that is not offered at all', () => {
    expect(classOf('elasticache', 'cache.m6i.2xlarge').state).toBe('not-offered');
  });
  it('gives the memory a cache can use, not the memory of the machine', () => {
    expect(classOf('elasticache', 'cache.r6g.large')).toMatchObject({
      memory: Math.round(13.07 * GIB),
    });
  });
  it('counts graphics processors', () => {
    expect(classOf('ec2', 'g4dn.xlarge')).toMatchObject({ state: 'offered', gpu: 1 });
  });
  it('answers unknown for a class no table names', () => {
    expect(classOf('rds', 'db.x99z.large')).toEqual({ state: 'unknown' });
    expect(classOf('ec2', '')).toEqual({ state: 'unknown' });
    expect(classOf('cloud-sql', 'db-n1-standard-4')).toEqual({ state: 'unknown' });
  });
  it('lists what is offered, and nothing that is not', () => {
    expect(classesOf('rds')).toContain('db.r6g.large');
    expect(classesOf('rds')).not.toContain('db.r6g.medium');
    for (const name of classesOf('ec2')) expect(classOf('ec2', name).state).toBe('offered');
  });
});

describe('a Cloud SQL machine', () => {
  it('is read from its name', () => {
    expect(classOf('cloud-sql', 'db-custom-4-16384')).toMatchObject({
      state: 'offered',
      vcpu: 4,
      memory: 16 * GIB,
      confidence: 'recalled',
    });
  });
  it('is not offered with an odd number of vCPUs or memory out of proportion', () => {
    const names = ['db-custom-3-8192', 'db-custom-2-4000', 'db-custom-2-65536', 'db-custom-0-4096'];
    expect(names.map((name) => classOf('cloud-sql', name).state)).toEqual(
      names.map(() => 'not-offered'),
    );
  });
});

it('knows no Memorystore Cluster node of 16 GB', () => {
  const sizes = cacheNodeSizes('memorystore-cluster').map((node) => node.memory / 1e9);
  expect(sizes).toEqual([1.4, 6.5, 13, 13, 26, 58, 110]);
});

describe('a price', () => {
  const rds = { provider: 'aws', region: 'us-east-1', service: 'rds', sku: 'db.r6g.large' };
  it('is found by deployment and engine', () => {
    const query = { ...rds, engine: 'postgresql', deployment: 'multi-az' };
    expect(priceOf(query)).toMatchObject({ usd: 0.45, unit: 'hour', confidence: 'read' });
    expect(priceOf({ ...rds, engine: 'postgresql' })?.usd).toBe(0.225);
  });
  it('is undefined when the engine decides and none is named', () => {
    expect(priceOf(rds)).toBeUndefined();
  });
  it('is undefined where no record fits', () => {
    expect(priceOf({ ...rds, engine: 'oracle' })).toBeUndefined();
    expect(priceOf({ ...rds, engine: 'postgresql', region: 'mars-1' })).toBeUndefined();
    expect(priceOf({ ...rds, engine: 'postgresql', purchase: 'barter' })).toBeUndefined();
  });
  it('answers the first step of a price that falls with usage', () => {
    const egress = { provider: 'gcp', service: 'network', sku: 'egress-internet-premium' };
    expect(priceOf({ ...egress, region: 'europe-west3' })).toMatchObject({
      usd: 0.12,
      tier: '0-1 TB',
    });
  });
  it('finds CloudFront by the country of a region', () => {
    const out = { provider: 'aws', service: 'cloudfront', sku: 'out-internet' };
    expect(priceOf({ ...out, region: 'ap-northeast-2' })).toEqual(
      priceOf({ ...out, region: 'KR' }),
    );
    expect(priceOf({ ...out, region: 'eu-central-1' })).toEqual(priceOf({ ...out, region: 'EU' }));
    expect(priceOf({ ...out, region: 'KR' })).toBeDefined();
  });
  it('counts both machines of a Cloud SQL instance with high availability', () => {
    const vcpu = { provider: 'gcp', region: 'us-central1', service: 'cloud-sql', sku: 'vcpu' };
    expect(priceOf(vcpu)).toMatchObject({ usd: 0.0413, edition: 'enterprise' });
    expect(priceOf({ ...vcpu, deployment: 'multi-az' })).toMatchObject({
      usd: 0.0826,
      confidence: 'derived',
    });
  });
  it('keeps rules apart from prices', () => {
    const rule = {
      provider: 'aws',
      region: 'eu-central-1',
      service: 'rds',
      sku: 'multi-az-multiplier',
    };
    expect(priceOf(rule)).toBeUndefined();
    expect(priceRuleOf(rule)).toMatchObject({ value: 2, unit: 'multiplier' });
  });
  it('lists what can be asked for', () => {
    expect(skusOf('aws', 'fargate')).toEqual(['gb-arm', 'gb-x86', 'vcpu-arm', 'vcpu-x86']);
    expect(skusOf('aws', 'no-such-service')).toEqual([]);
  });
});

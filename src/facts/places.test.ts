import { describe, expect, it } from 'vitest';
import { inArea, regionOf, regionsOf, slaOf } from './index.ts';

describe('a region', () => {
  it('knows its country, its law and its zones', () => {
    expect(regionOf('aws', 'ap-northeast-2')).toMatchObject({
      city: 'Seoul',
      country: 'KR',
      jurisdictions: ['KR', 'PIPA'],
      zones: ['ap-northeast-2a', 'ap-northeast-2b', 'ap-northeast-2c', 'ap-northeast-2d'],
      zoneCount: 4,
    });
    expect(regionOf('gcp', 'us-east1')?.zones).toEqual(['us-east1-b', 'us-east1-c', 'us-east1-d']);
  });
  it('lets a new account use fewer zones than exist', () => {
    expect(regionOf('aws', 'us-west-1')).toMatchObject({ zoneCount: 2 });
    expect(regionOf('aws', 'us-west-1')?.zones).toHaveLength(3);
  });
  it('leaves zones nobody listed unknown', () => {
    const berlin = regionOf('gcp', 'europe-west10');
    expect([berlin?.country, berlin?.zones, berlin?.zoneCount]).toEqual([
      'DE',
      undefined,
      undefined,
    ]);
  });
  it('lies in its country, its jurisdictions and itself', () => {
    const frankfurt = regionOf('gcp', 'europe-west3');
    const inside = ['DE', 'eu', 'GDPR', 'europe-west3', 'US', 'PIPA', ''].map(
      (area) => frankfurt && inArea(frankfurt, area),
    );
    expect(inside).toEqual([true, true, true, true, false, false, false]);
  });
  it('does not count London as in the EU', () => {
    const london = regionOf('aws', 'eu-west-2');
    expect(london && [inArea(london, 'EU'), inArea(london, 'UK-GDPR')]).toEqual([false, true]);
  });
  it('is undefined where no table knows it', () => {
    expect(regionOf('aws', 'ap-north-9')).toBeUndefined();
    expect(regionOf('gcp', 'ap-northeast-2')).toBeUndefined();
    expect(regionsOf('no-such-cloud')).toEqual([]);
  });
  it('tells regions from multi-region locations', () => {
    expect(regionOf('gcp', 'EU')).toMatchObject({ multi: true, zones: undefined });
    expect(regionsOf('gcp')).not.toContain('EU');
    expect(regionsOf('gcp')).toContain('europe-west10');
  });
});

describe('a promise of availability', () => {
  it('depends on the configuration', () => {
    expect(slaOf('rds', 'multi-zone')?.availability).toBe(99.95);
    expect(slaOf('rds', 'single')).toMatchObject({ availability: 99.5, confidence: 'recalled' });
  });
  it('holds for any configuration where there is only one', () => {
    expect(slaOf('cloudfront', 'multi-zone')?.availability).toBe(99.9);
    expect(slaOf('route53', 'single')?.availability).toBe(100);
  });
  it('is nothing where the provider promises nothing, and undefined where nobody knows', () => {
    expect(slaOf('cloud-sql', 'single')?.availability).toBe(0);
    expect(slaOf('alb', 'single')).toBeUndefined();
    expect(slaOf('no-such-service', 'single')).toBeUndefined();
  });
});

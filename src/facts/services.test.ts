import { describe, expect, it } from 'vitest';
import {
  canaryShapeOf,
  capabilityOf,
  defaultTimeout,
  fitsCanary,
  licenceOf,
  renamedFrom,
  timeouts,
} from './index.ts';

describe('a default time-out', () => {
  it('is in milliseconds', () => {
    const of = ['cloudfront', 'alb', 'gcp-load-balancer', 'cloudflare', 'api-gateway', 'envoy'];
    expect(of.map((name) => defaultTimeout(name)?.value)).toEqual([
      30_000, 60_000, 30_000, 100_000, 29_000, 15_000,
    ]);
    expect(defaultTimeout('fargate-stop')).toMatchObject({ value: 30_000, max: 120_000 });
  });
  it('is infinite where nothing is cut off by default', () => {
    expect(defaultTimeout('istio')?.value).toBe(Number.POSITIVE_INFINITY);
  });
  it('is undefined where nobody knows', () => {
    expect(defaultTimeout('carrier-pigeon')).toBeUndefined();
    expect(timeouts()).toContain('kubernetes-stop');
  });
});

describe('what a service can do', () => {
  const value = (service: string, capability: string) => capabilityOf(service, capability)?.value;
  it('lets Aurora scale its replicas, and RDS not, whatever the engine', () => {
    expect(value('aurora', 'autoscales-read-replicas')).toBe(true);
    expect(value('rds-postgresql', 'autoscales-read-replicas')).toBe(false);
    expect(value('cloud-sql', 'autoscales-read-replicas')).toBe(false);
    expect(value('cloud-sql-enterprise-plus', 'autoscales-read-replicas')).toBe(true);
  });
  it('tells a standby that takes over from a replica that does not', () => {
    expect(value('cloud-sql', 'standby-takes-over')).toBe(true);
    expect(value('cloud-sql', 'replica-takes-over')).toBe(false);
  });
  it('knows that EC2 alone shows neither memory nor disk', () => {
    const seen = ['cpu', 'network', 'memory', 'disk'].map((metric) =>
      value('ec2', `metric-without-agent:${metric}`),
    );
    expect(seen).toEqual([true, true, false, false]);
  });
  it('is undefined, not false, where no table says', () => {
    expect(capabilityOf('rds', 'teleports')).toBeUndefined();
    expect(capabilityOf('no-such-service', 'replica-takes-over')).toBeUndefined();
  });
});

describe('the shape of a canary', () => {
  it('knows that 10, 50, 100 is no CodeDeploy canary', () => {
    expect(canaryShapeOf('codedeploy-canary')?.shapes).toEqual(['two-increments']);
    expect(fitsCanary('codedeploy', [10, 50, 100])).toBe(false);
    expect(fitsCanary('argo-rollouts', [10, 50, 100])).toBe(true);
  });
  it('takes one percentage and the rest, or equal steps with what is left at the end', () => {
    expect(fitsCanary('codedeploy-canary', [10])).toBe(true);
    expect(fitsCanary('codedeploy-linear', [25, 50, 75, 100])).toBe(true);
    expect(fitsCanary('codedeploy-linear', [30, 60, 90])).toBe(true);
    expect(fitsCanary('codedeploy-linear', [10])).toBe(false);
  });
  it('is unknown for a deployer no table names', () => {
    expect(canaryShapeOf('no-such-deployer')).toBeUndefined();
    expect(fitsCanary('no-such-deployer', [10, 100])).toBeUndefined();
  });
});

describe('names and licences', () => {
  it('knows the present name of a service, however it is written', () => {
    expect(renamedFrom(' amazon  Elasticsearch service')).toMatchObject({
      to: 'Amazon OpenSearch Service',
      since: '2021-09-08',
    });
    expect(renamedFrom('Amazon RDS')).toBeUndefined();
  });
  it('knows that the models of InsightFace are not for commerce', () => {
    expect(licenceOf('InsightFace')).toMatchObject({ commercial: false, confidence: 'read' });
    expect(licenceOf('buffalo_l')?.commercial).toBe(false);
    expect(licenceOf('no-such-model')).toBeUndefined();
  });
});

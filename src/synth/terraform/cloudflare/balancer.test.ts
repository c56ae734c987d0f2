import { describe, expect, it } from 'vitest';
import { everything, partsOf } from '../../../../test/support/terraform/everything.ts';

const moduleIn = (place: string) => {
  const [folder, module] = everything(place).modules[0] ?? [];
  expect(folder).toBe(`${place}/terraform/cloudflare`);
  return module?.resource ?? {};
};
const pool = (name: string) => `\${cloudflare_load_balancer_pool.${name}.id}`;
const foundIn = (place: string, roots = partsOf(place)) =>
  everything(place, roots).findings.map(({ path }) => path);

describe('what Cloudflare does before the sites', () => {
  it('sends a country to its site first, and to the others when that is lost', () => {
    const { front__host__0: balancer } = moduleIn('countries').cloudflare_load_balancer ?? {};
    expect(balancer?.steering_policy).toBe('geo');
    expect(balancer?.country_pools).toEqual({
      DE: [pool('edge__far'), pool('edge__near'), pool('edge__spare')],
      KR: [pool('edge__near'), pool('edge__far'), pool('edge__spare')],
    });
    expect(foundIn('countries')).toContain('environments.countries.on.weight');
    expect(foundIn('countries')).toContain('environments.countries.steer.geo');
  });

  it('weighs the sites as the plan does, and keeps the standby site for the last', () => {
    const { front__host__0: balancer } = moduleIn('weights').cloudflare_load_balancer ?? {};
    expect(balancer?.random_steering).toEqual({
      default_weight: 0,
      pool_weights: { [pool('edge__near')]: 0.33, [pool('edge__far')]: 0.67 },
    });
    expect(balancer?.fallback_pool).toBe(pool('edge__spare'));
  });

  it('asks no site whether it is well where somebody moves the traffic by hand', () => {
    const { cloudflare_load_balancer_monitor: monitors } = moduleIn('weights');
    expect(monitors).toBeUndefined();
    expect(foundIn('weights')).toContain('environments.weights.steer.failover');
  });

  it('asks a service where it says that it is ready, when the plan names no path', () => {
    const { edge, plainly } = moduleIn('countries').cloudflare_load_balancer_monitor ?? {};
    expect([edge?.path, edge?.header]).toEqual(['/ready', { Host: ['a.example'] }]);
    expect([plainly?.path, plainly?.header]).toEqual(['/', { Host: ['c.example'] }]);
  });

  it('has a record where one site answers, and nothing to steer', () => {
    const resource = moduleIn('alone');
    expect(resource.cloudflare_load_balancer).toBeUndefined();
    expect(Object.keys(resource.cloudflare_dns_record ?? {})).toEqual([
      'assets__host__0',
      'front__host__0',
      'front__host__1',
      'front__host__2',
    ]);
    expect(foundIn('alone')).toContain('environments.alone.steer');
  });

  it('is not there where the CDN is another’s, and then nobody steers', () => {
    const said = 'who is sent to which site is decided before AWS: no record of it is written';
    const messages = (roots = partsOf('tasks')) =>
      everything('tasks', roots).findings.map(({ message }) => message.en);
    expect(messages()).toContain(said);
    expect(messages(partsOf('alone'))).not.toContain(said);
  });
});

describe('the rules before the sites', () => {
  const rulesOf = (name: string) =>
    moduleIn('countries').cloudflare_ruleset?.[name]?.rules as unknown as readonly {
      readonly expression: string;
      readonly ratelimit?: object;
      readonly action_parameters?: object;
    }[];

  it('limit a route without what longer paths take from it, in windows that Cloudflare has', () => {
    const [root, api] = rulesOf('front__ratelimit');
    expect(root?.expression).toContain(
      'starts_with(http.request.uri.path, "/") and not (http.host in {"b.example"}',
    );
    expect(api?.ratelimit).toEqual({
      characteristics: ['cf.colo.id', 'ip.src'],
      period: 3_600,
      requests_per_period: 4_167,
      mitigation_timeout: 3_600,
    });
    expect(foundIn('countries')).toContain('parts.edge.routes[/own].limit');
  });

  it('keep what is static and what a route names, and files of a bucket', () => {
    expect(rulesOf('front__cache_settings').map((one) => one.action_parameters)).toEqual([
      { cache: false },
      expect.objectContaining({ cache: true }),
      expect.objectContaining({ cache: true }),
    ]);
    expect(rulesOf('assets__cache_settings')).toHaveLength(1);
  });
});

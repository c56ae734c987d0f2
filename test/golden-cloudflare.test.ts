import { describe, expect, it } from 'vitest';
import { type Loose, saysOf } from './support/terraform/says.ts';

const front = 'heal7/production/terraform/cloudflare';

describe('generated Terraform for Cloudflare', () => {
  it.each<[string, (module: Loose) => void, string]>([
    [
      'a host that is nobody’s',
      ({ resource }) => {
        resource.cloudflare_load_balancer.cloudflare__host__0.name = 'other.example';
      },
      'heal7.com is not answered once',
    ],
    [
      'a way past the CDN',
      ({ resource }) => {
        resource.cloudflare_load_balancer.cloudflare__host__0.proxied = false;
      },
      'cloudflare_load_balancer.cloudflare__host__0 leads past Cloudflare',
    ],
    [
      'a weight that is not the plan’s',
      ({ resource }) => {
        const { pool_weights } =
          resource.cloudflare_load_balancer.cloudflare__host__0.random_steering;
        pool_weights[Object.keys(pool_weights)[0] ?? ''] = 0.9;
      },
      `cloudflare_load_balancer.cloudflare__host__0 weighs \${cloudflare_load_balancer_pool.heal7_gateway__seoul_aws.id} 0.9`,
    ],
    [
      'a weight of a pool that is not there',
      ({ resource }) => {
        delete resource.cloudflare_load_balancer_pool.heal7_gateway__seoul_gcp;
      },
      'cloudflare_load_balancer_pool.heal7_gateway__seoul_gcp.id is not there',
    ],
    [
      'a country that the plan sends nowhere',
      ({ resource }) => {
        resource.cloudflare_load_balancer.cloudflare__host__0.country_pools = {
          JP: [`\${cloudflare_load_balancer_pool.heal7_gateway__seoul_gcp.id}`],
        };
      },
      `cloudflare_load_balancer.cloudflare__host__0 sends JP to \${cloudflare_load_balancer_pool.heal7_gateway__seoul_gcp.id}`,
    ],
    [
      'a site that nobody watches',
      ({ resource }) => {
        delete resource.cloudflare_load_balancer_pool.heal7_gateway__seoul_aws.monitor;
      },
      'cloudflare_load_balancer_pool.heal7_gateway__seoul_aws is watched by nobody',
    ],
    [
      'an address that was made up',
      ({ resource }) => {
        resource.cloudflare_load_balancer_pool.heal7_gateway__seoul_aws.origins[0].address =
          '192.0.2.1';
      },
      'cloudflare_load_balancer_pool.heal7_gateway__seoul_aws is made up',
    ],
    [
      'a clear way to the origin',
      ({ resource }) => {
        resource.cloudflare_zone_setting.cloudflare__ssl.value = 'flexible';
      },
      'cloudflare_zone_setting.cloudflare__ssl is flexible',
    ],
    [
      'an identifier of somebody’s zone',
      ({ resource }) => {
        resource.cloudflare_zone_setting.cloudflare__ssl.zone_id = '0123456789abcdef';
      },
      'cloudflare_zone_setting.cloudflare__ssl knows its zone_id',
    ],
  ])('is not believed blindly: %s', async (_, edit, message) => {
    expect(await saysOf(front, edit)).toContain(message);
  });
});

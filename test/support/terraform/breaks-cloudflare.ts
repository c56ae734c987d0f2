import type { Break } from './configuration.ts';

const front = 'heal7/production/terraform/cloudflare';

/** Changes to what is written for Cloudflare, each with what is said of it. */
export const CLOUDFLARE_BREAKS: readonly Break[] = [
  [
    'a host that is nobody’s',
    front,
    ({ resource }) => {
      resource.cloudflare_load_balancer.cloudflare__host__0.name = 'other.example';
    },
    'heal7.com is not answered once',
  ],
  [
    'a way past the CDN',
    front,
    ({ resource }) => {
      resource.cloudflare_load_balancer.cloudflare__host__0.proxied = false;
    },
    'cloudflare_load_balancer.cloudflare__host__0 leads past Cloudflare',
  ],
  [
    'a weight that is not the plan’s',
    front,
    ({ resource }) => {
      const { pool_weights } =
        resource.cloudflare_load_balancer.cloudflare__host__0.random_steering;
      pool_weights[Object.keys(pool_weights)[0] ?? ''] = 0.9;
    },
    `cloudflare_load_balancer.cloudflare__host__0 weighs \${cloudflare_load_balancer_pool.heal7_gateway__seoul_aws.id} 0.9`,
  ],
  [
    'a weight of a pool that is not there',
    front,
    ({ resource }) => {
      delete resource.cloudflare_load_balancer_pool.heal7_gateway__seoul_gcp;
    },
    'cloudflare_load_balancer_pool.heal7_gateway__seoul_gcp.id is not there',
  ],
  [
    'a country that the plan sends nowhere',
    front,
    ({ resource }) => {
      resource.cloudflare_load_balancer.cloudflare__host__0.country_pools = {
        JP: [`\${cloudflare_load_balancer_pool.heal7_gateway__seoul_gcp.id}`],
      };
    },
    `cloudflare_load_balancer.cloudflare__host__0 sends JP to \${cloudflare_load_balancer_pool.heal7_gateway__seoul_gcp.id}`,
  ],
  [
    'a site that nobody watches',
    front,
    ({ resource }) => {
      delete resource.cloudflare_load_balancer_pool.heal7_gateway__seoul_aws.monitor;
    },
    'cloudflare_load_balancer_pool.heal7_gateway__seoul_aws is watched by nobody',
  ],
  [
    'a policy of steering that Cloudflare does not have',
    front,
    ({ resource }) => {
      resource.cloudflare_load_balancer.cloudflare__host__0.steering_policy = 'weighted';
    },
    'cloudflare_load_balancer.cloudflare__host__0.steering_policy is none of off, geo, random, dynamic_latency, proximity, least_outstanding_requests, least_connections',
  ],
  [
    'an address that was made up',
    front,
    ({ resource }) => {
      resource.cloudflare_load_balancer_pool.heal7_gateway__seoul_aws.origins[0].address =
        '192.0.2.1';
    },
    'cloudflare_load_balancer_pool.heal7_gateway__seoul_aws is made up',
  ],
  [
    'a clear way to the origin',
    front,
    ({ resource }) => {
      resource.cloudflare_zone_setting.cloudflare__ssl.value = 'flexible';
    },
    'cloudflare_zone_setting.cloudflare__ssl is flexible',
  ],
  [
    'an identifier of somebody’s zone',
    front,
    ({ resource }) => {
      resource.cloudflare_zone_setting.cloudflare__ssl.zone_id = '0123456789abcdef';
    },
    'cloudflare_zone_setting.cloudflare__ssl knows its zone_id',
  ],
];

/** What this provider is asked of the resources it writes: no other attribute can be referred to. */
export interface CloudflareResources {
  readonly cloudflare_dns_record: 'id';
  readonly cloudflare_load_balancer: 'id';
  readonly cloudflare_load_balancer_monitor: 'id';
  readonly cloudflare_load_balancer_pool: 'id';
  readonly cloudflare_ruleset: 'id';
  readonly cloudflare_zone_setting: 'id';
}

export interface CloudflareData {
  readonly cloudflare_ip_ranges: 'ipv4_cidrs' | 'ipv6_cidrs';
}

import type { ResolvedCdn, ResolvedGateway } from '#model';
import { from, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { say } from '../site.ts';
import { ref } from '../terraform.ts';
import { GLOBAL_REGION } from './providers.ts';
import type { AwsSite } from './site.ts';

/** Rules that AWS keeps for everybody, in the order in which they look. */
const RULES = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
] as const;

/** The firewall before a gateway or a CDN. */
export function firewallOf(site: AwsSite, edge: ResolvedGateway | ResolvedCdn): string {
  const source = { path: `parts.${edge.name}.firewall`, at: edge.at };
  const isGlobal = edge.kind === 'cdn';
  const limits = edge.kind === 'gateway' ? limitsOf(site, edge) : [];
  const rules = RULES.map((name) => managed(name));
  const acl = site.write.resource('edge', 'aws_wafv2_web_acl', idOf(edge.name), [
    source,
    {
      region: isGlobal ? GLOBAL_REGION : undefined,
      name: site.called(128, site.name, edge.name),
      scope: isGlobal ? 'CLOUDFRONT' : 'REGIONAL',
      default_action: { allow: {} },
      rule: [...limits, ...rules].map((one, index) =>
        from(source, { ...one, priority: index + 1 }),
      ),
      visibility_config: visible(edge.name),
    },
  ]);
  return ref(acl, 'arn');
}

const visible = (metric_name: string): TreeMap => ({
  cloudwatch_metrics_enabled: true,
  metric_name,
  sampled_requests_enabled: false,
});

const managed = (name: string): TreeMap => ({
  name,
  override_action: { none: {} },
  statement: { managed_rule_group_statement: { vendor_name: 'AWS', name } },
  visibility_config: visible(name),
});

/** The firewall counts addresses; a limit per user is the service's. */
const limitsOf = (site: AwsSite, gateway: ResolvedGateway): readonly TreeMap[] =>
  gateway.routes
    .filter(({ limit }) => limit?.per === 'address')
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, limit }, index) => ({
      name: `limit-${index + 1}`,
      action: { block: { custom_response: { response_code: 429 } } },
      statement: {
        rate_based_statement: {
          aggregate_key_type: 'IP',
          evaluation_window_sec: 60,
          limit: say(gateway)(`routes[${path}].limit.rate`, perMinute(limit?.rate)),
          scope_down_statement: {
            byte_match_statement: {
              search_string: path,
              positional_constraint: 'STARTS_WITH',
              field_to_match: { uri_path: {} },
              text_transformation: [{ priority: 0, type: 'NONE' }],
            },
          },
        },
      },
      visibility_config: visible(`limit-${site.name}-${index + 1}`),
    }));

const perMinute = (
  rate: { readonly count: number; readonly windowMs: number } | undefined,
): number => Math.max(10, Math.floor(((rate?.count ?? 0) / (rate?.windowMs ?? 60_000)) * 60_000));

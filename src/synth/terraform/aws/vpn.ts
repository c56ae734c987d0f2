import { idOf } from '../names.ts';
import { printRange } from '../range.ts';
import { policySource } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { groupOf, groupOfPart, isReached, storePort } from './security-group.ts';
import type { AwsSite } from './site.ts';
import { layoutOf } from './subnets.ts';
import { networkOf } from './vpc.ts';

/** Operators reach by VPN what the plan says only a VPN reaches; nothing else. */
export function writeVpn(site: AwsSite): void {
  const { vpnFor = [] } = site.plan.policy.network ?? {};
  const stores = site.stores.filter((store) => isReached(store) && vpnFor.includes(store.name));
  if (stores.length === 0) return;
  const source = policySource(site.plan, 'network.vpnFor');
  const { subnetsFor } = networkOf(site);
  const endpoint = writeEndpoint(site);
  for (const [index, subnet_id] of subnetsFor('private', '').slice(0, 2).entries())
    site.write.resource(
      'network',
      'aws_ec2_client_vpn_network_association',
      idOf('_operators', String(index)),
      [source, { client_vpn_endpoint_id: ref(endpoint, 'id'), subnet_id }],
    );
  const { rangesOf } = layoutOf(site);
  const ranges = rangesOf('isolated').length > 0 ? rangesOf('isolated') : rangesOf('private');
  for (const [index, range] of ranges.entries())
    site.write.resource(
      'network',
      'aws_ec2_client_vpn_authorization_rule',
      idOf('_operators', String(index)),
      [
        source,
        {
          client_vpn_endpoint_id: ref(endpoint, 'id'),
          target_network_cidr: printRange(range),
          authorize_all_groups: true,
        },
      ],
    );
  writeWays(site);
}

/** Which certificates it takes, and which addresses it gives, no plan says. */
function writeEndpoint(site: AwsSite): Block<'id'> {
  const source = policySource(site.plan, 'network.vpnFor');
  const ask = (name: string, about: string): string =>
    site.write.variable(name, { type: 'string', about }, source);
  return site.write.resource('network', 'aws_ec2_client_vpn_endpoint', 'operators', [
    source,
    {
      description: `Operators of ${site.plan.name}`,
      client_cidr_block: ask(
        'vpn_client_range',
        'The addresses that VPN clients get: a /22 or larger, outside of the network.',
      ),
      server_certificate_arn: ask(
        'vpn_server_certificate_arn',
        'The certificate of the VPN, as ACM names it.',
      ),
      authentication_options: [
        {
          type: 'certificate-authentication',
          root_certificate_chain_arn: ask(
            'vpn_client_authority_arn',
            'Who signs the certificates of operators, as ACM names it.',
          ),
        },
      ],
      connection_log_options: { enabled: false },
      split_tunnel: true,
      transport_protocol: 'udp',
      vpc_id: ref(networkOf(site).vpc, 'id'),
      security_group_ids: [ref(groupOf(site, '_vpn', source), 'id')],
    },
  ]);
}

function writeWays(site: AwsSite): void {
  const { vpnFor = [] } = site.plan.policy.network ?? {};
  const source = policySource(site.plan, 'network.vpnFor');
  const vpn = groupOf(site, '_vpn', source);
  for (const store of site.stores.filter(isReached).filter(({ name }) => vpnFor.includes(name))) {
    const port = storePort(store);
    const ports = {
      ip_protocol: 'tcp',
      from_port: port,
      to_port: port,
      description: `operators -> ${store.name}`,
    };
    const group = groupOfPart(site, store);
    site.write.resource(
      'network',
      'aws_vpc_security_group_ingress_rule',
      idOf('_operators', store.name),
      [
        source,
        {
          security_group_id: ref(group, 'id'),
          referenced_security_group_id: ref(vpn, 'id'),
          ...ports,
        },
      ],
    );
    site.write.resource(
      'network',
      'aws_vpc_security_group_egress_rule',
      idOf('_operators', store.name),
      [
        source,
        {
          security_group_id: ref(vpn, 'id'),
          referenced_security_group_id: ref(group, 'id'),
          ...ports,
        },
      ],
    );
  }
}

import { from, type TreeMap } from '../../source.ts';
import { printRange } from '../range.ts';
import { policySource } from '../site.ts';
import { ref } from '../terraform.ts';
import { isReached, storePort } from './security-group.ts';
import type { AwsSite } from './site.ts';
import { layoutOf } from './subnets.ts';
import { networkOf } from './vpc.ts';

/** Isolated subnets have a second fence, by address: stores' ports in, answers out, nothing else. */
export function writeNetworkAcl(site: AwsSite): void {
  const { strips, rangesOf } = layoutOf(site);
  const isolated = strips.filter(({ access }) => access === 'isolated');
  const ports = [...new Set(site.stores.filter(isReached).map(storePort))].sort((a, b) => a - b);
  if (isolated.length === 0 || ports.length === 0) return;
  const source = policySource(site.plan, 'network.subnets');
  const inner = rangesOf('private').map(printRange);
  const own = rangesOf('isolated').map(printRange);
  const { vpc } = networkOf(site);
  site.write.resource('network', 'aws_network_acl', 'isolated', [
    source,
    {
      vpc_id: ref(vpc, 'id'),
      subnet_ids: isolated.map(({ id }) => ref({ address: `aws_subnet.${id}` }, 'id')),
      ingress: numbered([
        ...own.map((range) => rule(range, [0, 0], '-1')),
        ...inner.flatMap((range) => ports.map((port) => rule(range, [port, port], 'tcp'))),
      ]).map((one) => from(source, one)),
      egress: numbered([
        ...own.map((range) => rule(range, [0, 0], '-1')),
        ...inner.map((range) => rule(range, [1024, 65_535], 'tcp')),
      ]).map((one) => from(source, one)),
      tags: { Name: site.called(255, 'isolated') },
    },
  ]);
}

const rule = (
  range: string,
  [from_port, to_port]: readonly [number, number],
  protocol: string,
): TreeMap => ({ action: 'allow', protocol, cidr_block: range, from_port, to_port });

// Terraform reads these lists as attributes, where every member of an entry is spelt out.
const UNSAID = { icmp_code: 0, icmp_type: 0, ipv6_cidr_block: null };
const numbered = (rules: readonly TreeMap[]): readonly TreeMap[] =>
  rules.map((one, index) => ({ rule_no: 100 + index * 10, ...one, ...UNSAID }));

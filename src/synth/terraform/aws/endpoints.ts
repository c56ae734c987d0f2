import { idOf } from '../names.ts';
import { policySource } from '../site.ts';
import { ref } from '../terraform.ts';
import { groupOf } from './security-group.ts';
import type { AwsSite } from './site.ts';
import { networkOf } from './vpc.ts';

/** What a task needs of AWS before it starts. */
const NEEDED = ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager', 'ssm'] as const;

/** Where nothing gets out, AWS itself is reached from within. */
export function writeEndpoints(site: AwsSite): void {
  if (site.plan.policy.network?.nat || site.running.length === 0) return;
  const { vpc, subnetsFor } = networkOf(site);
  const source = policySource(site.plan, 'network');
  for (const service of NEEDED)
    site.write.resource('network', 'aws_vpc_endpoint', idOf(service.replace('.', '-')), [
      source,
      {
        vpc_id: ref(vpc, 'id'),
        service_name: `com.amazonaws.${site.region}.${service}`,
        vpc_endpoint_type: 'Interface',
        private_dns_enabled: true,
        subnet_ids: subnetsFor('private', ''),
        security_group_ids: [ref(groupOf(site, '_endpoints', source), 'id')],
      },
    ]);
}

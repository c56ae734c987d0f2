import type { ResolvedSearch } from '#model';
import { idOf, within } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { ref } from '../terraform.ts';
import { gibibytes } from './database.ts';
import { caller, guard, policy } from './identity.ts';
import { keyOf } from './keys.ts';
import { groupOfPart } from './security-group.ts';
import type { AwsSite } from './site.ts';
import { networkOf } from './vpc.ts';

/** A domain of OpenSearch inside the network; who asks is known by its role. */
export function writeSearch(site: AwsSite, store: ResolvedSearch): void {
  const source = sourceOf(store);
  const said = say(store);
  const nodes = store.nodes ?? 1;
  const zones = Math.min(3, store.zones ?? 1, nodes);
  const subnets = networkOf(site).subnetsFor('isolated', store.name);
  const name = within(28, site.plan.name, site.plan.environment.name, store.name).toLowerCase();
  const domain = site.write.resource('stores', 'aws_opensearch_domain', idOf(store.name), [
    source,
    {
      domain_name: name,
      engine_version:
        store.version === undefined ? undefined : said('version', `OpenSearch_${store.version}`),
      cluster_config: {
        instance_type:
          store.instance === undefined ? 't3.medium.search' : said('instance', store.instance),
        instance_count: said('nodes', nodes),
        zone_awareness_enabled: zones > 1,
        zone_awareness_config:
          zones > 1 ? { availability_zone_count: said('zones', zones) } : undefined,
      },
      ebs_options: {
        ebs_enabled: true,
        volume_type: 'gp3',
        volume_size: store.storage === undefined ? 10 : said('storage', gibibytes(store.storage)),
      },
      vpc_options: {
        subnet_ids: subnets.slice(0, zones),
        security_group_ids: [ref(groupOfPart(site, store), 'id')],
      },
      encrypt_at_rest: { enabled: said('encrypted', true), kms_key_id: keyOf(site, store) },
      node_to_node_encryption: { enabled: true },
      domain_endpoint_options: {
        enforce_https: true,
        tls_security_policy: 'Policy-Min-TLS-1-2-PFS-2023-10',
      },
      access_policies: accessOf(site, store, name),
    },
  ]);
  guard(site, store.name, { arns: [`${ref(domain, 'arn')}/*`] });
  site.write.output(idOf(store.name, 'endpoint'), [
    source,
    {
      value: ref(domain, 'endpoint'),
      description: `Where ${store.name} answers, inside the network.`,
    },
  ]);
  sayRole(site, store);
  sayUnsaid(site, store);
}

/** One for the account, whatever its environments: none of them can own it. */
const sayRole = (site: AwsSite, store: ResolvedSearch): void =>
  site.isMissing(
    sourceOf(store),
    {
      en: `${store.name} stands inside the network: OpenSearch makes no domain there before the account has its service-linked role`,
      ko: `${store.name} 도메인은 네트워크 안에 선다. 계정에 서비스 연결 역할이 생기기 전에는 OpenSearch가 거기에 도메인을 만들지 않는다`,
    },
    {
      en: 'Once for the account: `aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com`.',
      ko: '계정마다 한 번: `aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com`.',
    },
  );

function sayUnsaid(site: AwsSite, store: ResolvedSearch): void {
  for (const field of ['version', 'instance', 'storage'] as const)
    if (store[field] === undefined)
      site.isMissing(
        { path: `parts.${store.name}.${field}`, at: store.at },
        {
          en: `${store.name} says no ${field}: it gets the smallest that AWS has, or its newest`,
          ko: `${store.name}의 ${field} 값이 없어 AWS의 가장 작은 것이나 최신 것을 쓴다`,
        },
      );
}

const accessOf = (site: AwsSite, store: ResolvedSearch, domain: string): string => {
  const { partition, region, account, root } = caller(site);
  return policy(site, idOf(store.name, 'domain'), sourceOf(store), [
    {
      actions: ['es:ESHttp*'],
      resources: [`arn:${partition}:es:${region}:${account}:domain/${domain}/*`],
      principals: [{ type: 'AWS', identifiers: [root] }],
    },
  ]);
};

import type { ResolvedCdn, ResolvedGateway } from '#model';
import { from } from '../../source.ts';
import { idOf } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { type Block, path, ref } from '../terraform.ts';
import type { AwsSite } from './site.ts';

type Edge = ResolvedGateway | ResolvedCdn;

/** The zone that hosts are in: which of the account's it is, no plan says. */
const zoneOf = (site: AwsSite): string =>
  site.write.variable('dns_zone_id', {
    type: 'string',
    about: `The Route 53 zone that the hosts of ${site.plan.name} are in.`,
  });

/** The certificate of what stands before users, proven by a record and renewed by itself. */
export function certificateOf(site: AwsSite, edge: Edge, region?: string): string {
  const source = { path: `parts.${edge.name}.tls`, at: edge.at };
  const [first, ...others] = edge.hosts ?? [];
  const id = idOf(edge.name);
  if (first === undefined || (edge.tls?.issuer !== undefined && edge.tls.issuer !== 'acm')) {
    sayByHand(site, edge);
    return site.write.variable(
      idOf(edge.name, 'certificate-arn'),
      { type: 'string', about: `The certificate that ${edge.name} shows, as ACM names it.` },
      source,
    );
  }
  if (site.write.has('edge', ['resource', 'aws_acm_certificate', id]))
    return ref<'certificate_arn'>(
      { address: `aws_acm_certificate_validation.${id}` },
      'certificate_arn',
    );
  const said = say(edge);
  const certificate = site.write.resource('edge', 'aws_acm_certificate', id, [
    source,
    {
      region,
      domain_name: said('hosts[0]', first),
      subject_alternative_names:
        others.length > 0
          ? others.map((host, index) => said(`hosts[${index + 1}]`, host))
          : undefined,
      validation_method: 'DNS',
      lifecycle: { create_before_destroy: true },
    },
  ]);
  const records = validation(site, edge, certificate);
  return ref(
    site.write.resource('edge', 'aws_acm_certificate_validation', id, [
      source,
      {
        region,
        certificate_arn: ref(certificate, 'arn'),
        validation_record_fqdns: `\${[for record in ${records.address} : record.fqdn]}`,
      },
    ]),
    'certificate_arn',
  );
}

function validation(
  site: AwsSite,
  edge: Edge,
  certificate: Block<'domain_validation_options'>,
): Block<'fqdn'> {
  const each = (field: string): string => `\${each.value.${field}}`;
  return site.write.resource('edge', 'aws_route53_record', idOf(edge.name, 'proof'), [
    { path: `parts.${edge.name}.tls`, at: edge.at },
    {
      for_each: `\${{for one in ${path(certificate, 'domain_validation_options')} : one.domain_name => one}}`,
      zone_id: zoneOf(site),
      name: each('resource_record_name'),
      type: each('resource_record_type'),
      records: [each('resource_record_value')],
      ttl: 300,
      // The CDN and the gateway behind it prove the same name by the same record.
      allow_overwrite: true,
    },
  ]);
}

const sayByHand = (site: AwsSite, { name, at, tls, hosts }: Edge): void =>
  site.isMissing(
    { path: `parts.${name}.${hosts ? 'tls.issuer' : 'hosts'}`, at },
    {
      en: `the certificate of ${name} is ${tls?.issuer ? `signed by ${tls.issuer}` : 'for no host that the plan names'}: Terraform asks which one it is`,
      ko: `${name} 인증서를 Terraform이 묻는다. ${tls?.issuer ? `서명하는 곳이 ${tls.issuer}다` : '계획에 호스트가 없다'}`,
    },
    { en: "Say `hosts`, and `tls.issuer: 'acm'`.", ko: "`hosts`와 `tls.issuer: 'acm'`을 적는다." },
  );

type Answering =
  | readonly []
  | readonly [Block<'dns_name' | 'zone_id'>, 'zone_id']
  | readonly [Block<'domain_name' | 'hosted_zone_id'>, 'hosted_zone_id'];

/** The hosts' own records. What is behind a CDN has none: its hosts are the CDN's. */
export function recordsOf(site: AwsSite, edge: Edge, answering: Answering): void {
  if (answering.length === 0) return;
  // Two sites that answer one name are told apart by who moves it, and that is nobody here.
  if (site.isStandby) {
    sayStandby(site, edge);
    return;
  }
  const alias =
    answering[1] === 'zone_id'
      ? { name: ref(answering[0], 'dns_name'), zone_id: ref(answering[0], 'zone_id') }
      : { name: ref(answering[0], 'domain_name'), zone_id: ref(answering[0], 'hosted_zone_id') };
  for (const [index, host] of (edge.hosts ?? []).entries()) {
    const source = { ...sourceOf(edge), path: `parts.${edge.name}.hosts[${index}]` };
    site.write.resource('edge', 'aws_route53_record', idOf(edge.name, 'host', String(index)), [
      source,
      {
        zone_id: zoneOf(site),
        name: say(edge)(`hosts[${index}]`, host),
        type: 'A',
        alias: from(source, { ...alias, evaluate_target_health: answering[1] === 'zone_id' }),
      },
    ]);
  }
}

const sayStandby = (site: AwsSite, { name, at }: Edge): void =>
  site.cannotSay(
    { path: `parts.${name}.hosts`, at },
    {
      en: `${name} answers on ${site.name} too, and its hosts stay with the primary: moving them is a decision`,
      ko: `${name} 엣지는 ${site.name} 사이트에서도 답하지만 호스트는 주 사이트에 둔다. 옮기는 일은 사람이 정한다`,
    },
    {
      en: 'Point the records there when the site is lost.',
      ko: '사이트를 잃으면 레코드를 그쪽으로 돌린다.',
    },
  );

import type { ResolvedBucket, ResolvedCdn, ResolvedPart } from '#model';
import { from, type TreeMap } from '../../source.ts';
import { frontsIn } from '../cloudflare/front.ts';
import { idOf, plain } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { bucketBlock, tellReader } from './bucket-block.ts';
import { certificateOf, recordsOf } from './certificate.ts';
import { firewallOf } from './firewall.ts';
import { GLOBAL_REGION } from './providers.ts';
import type { AwsSite } from './site.ts';

/** CDNs of the plan that CloudFront is: they belong to the first site of the environment on AWS. */
export function writeDistributions(site: AwsSite): void {
  const cdns = site.plan.parts.filter((part) => part.kind === 'cdn');
  const elsewhere = new Set(frontsIn(site.plan).map(({ name }) => name));
  for (const cdn of cdns.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (elsewhere.has(cdn.name)) continue;
    if (cdn.managed !== 'cloudfront') {
      sayOther(site, cdn);
      continue;
    }
    if (site.isStandby) {
      site.cannotSay(sourceOf(cdn), {
        en: `${cdn.name} stays where the primary site wrote it: its origin is moved by hand when that is lost`,
        ko: `${cdn.name} CDN은 주 사이트가 쓴 그대로 둔다. 그 사이트를 잃으면 origin을 사람이 옮긴다`,
      });
      continue;
    }
    writeDistribution(site, cdn);
  }
}

const sayOther = (site: AwsSite, { name, managed = 'nobody', at }: ResolvedCdn): void =>
  site.cannotSay(
    { path: `parts.${name}.managed`, at },
    {
      en: `${name} is ${managed}'s, and nothing is written for that provider`,
      ko: `${name} CDN은 ${managed} 것이라 아무것도 쓰지 않는다`,
    },
  );

/** Policies that CloudFront keeps for everybody, by name. */
const cachePolicy = (site: AwsSite, name: string): string =>
  ref(
    site.write.data('edge', 'aws_cloudfront_cache_policy', idOf(name.toLowerCase()), [
      site.source,
      { name: `Managed-${name}` },
    ]),
    'id',
  );
const requestPolicy = (site: AwsSite, name: string): string =>
  ref(
    site.write.data('edge', 'aws_cloudfront_origin_request_policy', idOf(name.toLowerCase()), [
      site.source,
      { name: `Managed-${name}` },
    ]),
    'id',
  );

function writeDistribution(site: AwsSite, cdn: ResolvedCdn): void {
  const source = sourceOf(cdn);
  const said = say(cdn);
  const origins = [...cdn.origins].sort().flatMap((name) => site.part(name) ?? []);
  const [first] = origins;
  if (!first) return;
  const hosts = cdn.hosts ?? [];
  const distribution = site.write.resource('edge', 'aws_cloudfront_distribution', idOf(cdn.name), [
    source,
    {
      enabled: true,
      is_ipv6_enabled: true,
      http_version: 'http2and3',
      comment: `${cdn.name} of ${site.plan.name}, ${site.plan.environment.name}`,
      aliases: hosts.map((host, index) => said(`hosts[${index}]`, host)),
      web_acl_id: cdn.firewall ? firewallOf(site, cdn) : undefined,
      origin: origins.map((origin) => originOf(site, cdn, origin)),
      default_cache_behavior: behaviour(site, cdn, first),
      ordered_cache_behavior: staticOf(site, cdn, first),
      viewer_certificate: {
        acm_certificate_arn: certificateOf(site, cdn, GLOBAL_REGION),
        ssl_support_method: 'sni-only',
        minimum_protocol_version: said(
          'tls.minimum',
          cdn.tls?.minimum === '1.3' ? 'TLSv1.3_2025' : 'TLSv1.2_2021',
        ),
      },
      restrictions: {
        geo_restriction: cdn.answersIn
          ? { restriction_type: 'whitelist', locations: [...cdn.answersIn].sort() }
          : { restriction_type: 'none', locations: [] },
      },
    },
  ]);
  for (const origin of origins)
    if (origin.kind === 'bucket') tellReader(site, origin.name, distribution);
  recordsOf(site, cdn, [distribution, 'hosted_zone_id']);
  site.write.output(idOf(cdn.name, 'address'), [
    source,
    { value: ref(distribution, 'domain_name'), description: `Where ${cdn.name} answers.` },
  ]);
}

function originOf(site: AwsSite, cdn: ResolvedCdn, origin: ResolvedPart): TreeMap {
  const source = { path: `parts.${cdn.name}.origins[${origin.name}]`, at: cdn.at };
  if (origin.kind === 'bucket')
    return from(source, {
      origin_id: origin.name,
      domain_name: ref(bucketBlock(site, origin), 'bucket_regional_domain_name'),
      origin_access_control_id: ref(controlOf(site, cdn, origin), 'id'),
    });
  const seconds = Math.ceil((cdn.timeout ?? 30_000) / 1_000);
  if (seconds > 60)
    site.cannotSay(
      { path: `parts.${cdn.name}.timeout`, at: cdn.at },
      {
        en: `CloudFront waits 60 s at most, and not ${seconds} s, unless the quota is raised`,
        ko: `CloudFront는 할당량을 늘리지 않는 한 ${seconds}초가 아니라 60초까지만 기다린다`,
      },
    );
  return from(source, {
    origin_id: origin.name,
    domain_name: ref<'dns_name'>({ address: `aws_lb.${idOf(origin.name)}` }, 'dns_name'),
    custom_origin_config: {
      http_port: 80,
      https_port: 443,
      origin_protocol_policy: 'https-only',
      origin_ssl_protocols: ['TLSv1.2'],
      origin_read_timeout: say(cdn)('timeout', Math.min(60, seconds)),
      origin_keepalive_timeout: 5,
    },
  });
}

const controlOf = (site: AwsSite, cdn: ResolvedCdn, bucket: ResolvedBucket): Block<'id'> =>
  site.write.resource('edge', 'aws_cloudfront_origin_access_control', idOf(cdn.name, bucket.name), [
    sourceOf(cdn),
    {
      name: site.called(64, cdn.name, bucket.name),
      origin_access_control_origin_type: 's3',
      signing_behavior: 'always',
      signing_protocol: 'sigv4',
    },
  ]);

/** What is nobody's in particular is kept; the rest is passed on, as nobody said that it may be. */
function behaviour(site: AwsSite, cdn: ResolvedCdn, origin: ResolvedPart): TreeMap {
  const isFiles = origin.kind === 'bucket';
  const source = { path: `parts.${cdn.name}.caches`, at: cdn.at };
  return from(source, {
    target_origin_id: origin.name,
    viewer_protocol_policy: cdn.redirectsToHttps
      ? say(cdn)('redirectsToHttps', 'redirect-to-https')
      : 'https-only',
    allowed_methods: isFiles
      ? ['GET', 'HEAD', 'OPTIONS']
      : ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
    cached_methods: ['GET', 'HEAD'],
    compress: say(cdn)('compresses', cdn.compresses === true),
    cache_policy_id: cachePolicy(site, isFiles ? 'CachingOptimized' : 'CachingDisabled'),
    origin_request_policy_id: isFiles ? undefined : requestPolicy(site, 'AllViewer'),
  });
}

/** Which paths are static, no plan says: what an answer itself allows is kept. */
function staticOf(
  site: AwsSite,
  cdn: ResolvedCdn,
  origin: ResolvedPart,
): readonly TreeMap[] | undefined {
  if (origin.kind === 'bucket' || !cdn.caches?.includes('static')) return undefined;
  const source = { path: `parts.${cdn.name}.caches`, at: cdn.at };
  site.isMissing(source, {
    en: `${cdn.name} keeps what is static, and no plan says under which path that is: Terraform asks for it`,
    ko: `${cdn.name} CDN은 정적 파일을 두는데 어느 경로가 그것인지 계획에 없어 Terraform이 묻는다`,
  });
  const path_pattern = site.write.variable(
    idOf(cdn.name, 'static-path'),
    {
      type: 'string',
      about: `Which paths of ${plain(cdn.name)} are the same for everybody, such as '/static/*'.`,
    },
    source,
  );
  return [
    {
      ...behaviour(site, cdn, origin),
      path_pattern,
      allowed_methods: ['GET', 'HEAD', 'OPTIONS'],
      cache_policy_id: cachePolicy(site, 'UseOriginCacheControlHeaders'),
    },
  ];
}

import { regionOf } from '#facts';
import type { AwsSite } from './site.ts';

/** Where CloudFront reads its certificates and its firewall from. */
export const GLOBAL_REGION = 'us-east-1';

/** Terraform itself, the provider, and a backend whose place is said when it is initialised. */
export function writeProviders(site: AwsSite): void {
  const { write, plan, placement } = site;
  write.setting('providers', 'terraform', 'required_version', '>= 1.11');
  write.setting('providers', 'terraform', 'required_providers', {
    aws: { source: 'hashicorp/aws', version: '~> 6.25' },
  });
  const { region } = placement.site ?? {};
  write.setting('backend', 'terraform', 'backend', { s3: { encrypt: true, use_lockfile: true } });
  write.setting('providers', 'provider', 'aws', {
    region: region === undefined ? regionVariable(site) : region,
    default_tags: {
      tags: {
        environment: plan.environment.name,
        'managed-by': 'hanok',
        plan: plan.name,
        site: site.name,
      },
    },
  });
  sayUnknown(site, region);
}

function regionVariable(site: AwsSite): string {
  site.isMissing(
    site.source,
    {
      en: `the site ${site.name} names no region: Terraform asks for it`,
      ko: `${site.name} 사이트에 리전이 없어 Terraform이 묻는다`,
    },
    { en: "Write aws('ap-northeast-2').", ko: "aws('ap-northeast-2')처럼 적는다." },
  );
  return site.write.variable('region', { type: 'string', about: 'The region of the site.' });
}

function sayUnknown(site: AwsSite, region: string | undefined): void {
  if (region === undefined || regionOf('aws', region)) return;
  site.isMissing(site.source, {
    en: `no table of ours knows the region ${region}: it is written as it stands`,
    ko: `${region} 리전은 우리 표에 없다. 적힌 그대로 쓴다`,
  });
}

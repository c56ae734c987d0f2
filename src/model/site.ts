import type { PercentWords } from '#kernel';
import { type Authored, isAuthored, makes, makesUnnamed, type Part } from './part.ts';
import { percent } from './quantity.ts';
import {
  expected,
  list,
  number,
  optional,
  type Reader,
  record,
  refuse,
  required,
  text,
} from './shape.ts';

/** What a site is made of. Regions and zones are open values: the checker judges them. */
export interface ProviderSpec {
  readonly provider: 'aws' | 'gcp' | 'on-premises';
  readonly region?: string;
  readonly zones?: number;
  /** The zones' own ids, where they are chosen: 'europe-west3-a'. */
  readonly zoneIds?: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** What its provider promises of it. */
  readonly availability?: PercentWords;
}
export type Provider = Authored<'provider', ProviderSpec>;
/** A place parts can stand: a provider's region, a server room. */
export type Site = Part<'site', Provider>;

const provider = makesUnnamed<'provider', ProviderSpec>('provider');

interface RegionMore {
  readonly zones?: number;
  readonly zoneIds?: readonly string[];
  readonly availability?: PercentWords;
}
/** An AWS region, or AWS alone where none is chosen. @example site('tokyo', aws('ap-northeast-1', { zones: 3 })) */
export const aws = (region?: string, more: RegionMore = {}): Provider =>
  provider({ provider: 'aws', ...(region !== undefined && { region }), ...more });
/** A Google Cloud region, or Google Cloud alone. */
export const gcp = (region?: string, more: RegionMore = {}): Provider =>
  provider({ provider: 'gcp', ...(region !== undefined && { region }), ...more });
/** A server room of the team's own. */
export const onPremises = (more: { country?: string; zones?: number } = {}): Provider =>
  provider({ provider: 'on-premises', ...more });

/** Names a site. */
export const site = makes<'site', Provider>('site');

export interface ResolvedSite {
  readonly name: string;
  readonly provider: string;
  readonly region?: string | undefined;
  readonly zones?: number | undefined;
  readonly zoneIds?: readonly string[] | undefined;
  readonly country?: string | undefined;
  readonly availability?: number | undefined;
}

export const readProvider = record<Omit<ResolvedSite, 'name'>>({
  provider: required(text),
  region: optional(text),
  zones: optional(number(1, 100, true)),
  zoneIds: optional(list(text)),
  country: optional(text),
  availability: optional(percent),
});

export const readSite: Reader<ResolvedSite, Site> = (value, reading) => {
  if (!isAuthored(value, 'site'))
    return refuse('plan/wrong-kind', reading, expected(value, { en: 'a site', ko: '사이트' }));
  const made = value as Site;
  if (!isAuthored(made.spec, 'provider'))
    return refuse(
      'plan/wrong-kind',
      reading,
      expected(made.spec, { en: 'a provider such as aws(…)', ko: 'aws(…) 같은 공급자' }),
    );
  const read = readProvider(made.spec.spec, {
    ...reading,
    path: `sites.${made.name}`,
    at: made.at,
  });
  return read && { name: made.name, ...read };
};

export const readSiteName: Reader<string, Site> = (value, reading) =>
  readSite(value, reading)?.name;
export const readSites = list(readSite);

import { type Origin, once, originOf, tableOf } from './table.ts';
import table from './tables/regions.json' with { type: 'json' };

export interface Region extends Origin {
  readonly provider: string;
  readonly region: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2; null for a place in several countries. */
  readonly country: string | null;
  /** EU, EEA, GDPR, UK-GDPR, PIPA, APPI, FADP …, assigned from the country. No legal advice. */
  readonly jurisdictions: readonly string[];
  /** Ids of the zones that exist, 'ap-northeast-2a'; undefined when no source lists them. */
  readonly zones: readonly string[] | undefined;
  /** How many zones a new account can use; may be fewer than exist. */
  readonly zoneCount: number | undefined;
  /** A multi-region location of a storage service ('EU', 'nam5'), not a region. */
  readonly multi: boolean;
  /** Regions of a multi-region location, where they are fixed. */
  readonly members: readonly string[] | undefined;
}

interface Row {
  readonly provider: string;
  readonly region: string;
  readonly city: string;
  readonly country: string | null;
  readonly jurisdictions: readonly string[];
  /** The letters of the zones. */
  readonly zones?: string;
  readonly zoneCount?: number;
  readonly multi?: boolean;
  readonly members?: readonly string[];
}

const rowsOf = tableOf<Row>(table);
const regions = once(
  () => new Map(rowsOf().map((row) => [`${row.provider} ${row.region}`, regionFrom(row)])),
);

/** A region or multi-region location of a provider ('aws', 'gcp'); undefined when no table knows it. */
export const regionOf = (provider: string, region: string): Region | undefined =>
  regions().get(`${provider} ${region}`);

/** Every known region of a provider, without the multi-region locations. */
export const regionsOf = (provider: string): readonly string[] =>
  rowsOf()
    .filter((row) => row.provider === provider && !row.multi)
    .map((row) => row.region);

/** Whether a region lies in an area: a country code, a jurisdiction ('EU', 'PIPA') or a region's own id. */
export function inArea(region: Region, area: string): boolean {
  const words = [region.region, region.country ?? '', ...region.jurisdictions];
  return words.some((word) => word !== '' && word.toLowerCase() === area.trim().toLowerCase());
}

function regionFrom(row: Row & Origin): Region {
  const joint = row.provider === 'gcp' ? '-' : '';
  return {
    provider: row.provider,
    region: row.region,
    city: row.city,
    country: row.country,
    jurisdictions: row.jurisdictions,
    zones:
      row.zones === undefined
        ? undefined
        : [...row.zones].map((letter) => `${row.region}${joint}${letter}`),
    zoneCount: row.zoneCount,
    multi: row.multi === true,
    members: row.members,
    ...originOf(row),
  };
}

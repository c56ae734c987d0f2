import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { capabilities, capabilityOf, regionOf, regionsOf } from './index.ts';

const folder = new URL('tables/', import.meta.url);
const names = readdirSync(folder);
const CONFIDENCE = ['read', 'derived', 'recalled'];

interface Written {
  readonly note: string;
  readonly origins: readonly { source: string; asOf: string; confidence: string }[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** The columns that every row of a table has, and those it may have. */
const COLUMNS: Readonly<Record<string, { must: readonly string[]; may: readonly string[] }>> = {
  'cache-nodes.json': { must: ['service', 'name', 'gb'], may: ['writable'] },
  'canary-shapes.json': { must: ['deployer', 'shapes', 'judges', 'en', 'ko'], may: [] },
  'capabilities.json': { must: ['service', 'capability', 'value', 'en', 'ko'], may: [] },
  'instance-classes.json': { must: ['service', 'name'], may: ['vcpu', 'gib', 'gpu', 'note'] },
  'licences.json': { must: ['names', 'licence', 'commercial', 'en', 'ko'], may: [] },
  'lifecycles.json': { must: ['product', 'cycle', 'ends'], may: ['ended', 'extended'] },
  'prices.json': {
    must: ['provider', 'region', 'service', 'sku', 'unit'],
    may: ['purchase', 'deployment', 'engine', 'edition', 'tier', 'usd', 'value'],
  },
  'regions.json': {
    must: ['provider', 'region', 'city', 'country', 'jurisdictions'],
    may: ['zones', 'zoneCount', 'multi', 'members'],
  },
  'renames.json': { must: ['names', 'to', 'since'], may: [] },
  'slas.json': { must: ['service', 'configuration', 'availability', 'condition'], may: [] },
  'timeouts.json': { must: ['of', 'ms', 'en', 'ko'], may: ['max'] },
};

describe.each(names)('the table %s', (name) => {
  const { note, origins, rows } = JSON.parse(
    readFileSync(new URL(name, folder), 'utf8'),
  ) as Written;

  it('says what it is', () => {
    expect(note).not.toBe('');
    expect(rows.length).toBeGreaterThan(0);
  });
  it('gives every record a source, a date and a confidence', () => {
    for (const { source, asOf, confidence } of origins) {
      expect(source).not.toBe('');
      expect(asOf).toMatch(/^\d{4}(-\d{2}(-\d{2})?)?$/);
      expect(CONFIDENCE).toContain(confidence);
    }
    expect(rows.filter((row) => origins[row.from as number] === undefined)).toEqual([]);
  });
  it('claims to have read nothing that it had from memory', () => {
    expect(
      origins.filter((one) => one.source === 'none: from memory' && one.confidence === 'read'),
    ).toEqual([]);
  });
  it('keeps every record to the columns its look-up reads', () => {
    const { must, may } = COLUMNS[name] ?? { must: [], may: [] };
    for (const row of rows) {
      const keys = Object.keys(row);
      expect(keys).toEqual(expect.arrayContaining([...must, 'from']));
      expect([...must, ...may, 'from']).toEqual(expect.arrayContaining(keys));
    }
  });
  it('says nothing twice', () => {
    const lines = rows.map((row) => JSON.stringify({ ...row, from: undefined }));
    expect(lines.filter((line, at) => lines.indexOf(line) !== at)).toEqual([]);
  });
});

it('writes days as days', () => {
  const { rows } = JSON.parse(readFileSync(new URL('lifecycles.json', folder), 'utf8')) as Written;
  for (const { ends, extended } of rows)
    for (const day of [ends, extended])
      if (day !== null && day !== undefined) expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

it('puts every zone into its own region', () => {
  for (const provider of ['aws', 'gcp']) {
    for (const id of regionsOf(provider)) {
      const region = regionOf(provider, id);
      const pattern = provider === 'aws' ? `^${id}[a-f]$` : `^${id}-[a-f]$`;
      for (const zone of region?.zones ?? []) expect(zone).toMatch(new RegExp(pattern));
      expect(region?.zoneCount ?? 0).toBeLessThanOrEqual(region?.zones?.length ?? 6);
    }
  }
});

it('says every capability in English and Korean', () => {
  for (const { service, capability } of capabilities()) {
    const { en, ko } = capabilityOf(service, capability)?.note ?? { en: '', ko: '' };
    expect([service, capability, en !== '', ko !== '']).toEqual([service, capability, true, true]);
  }
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Offer, offerAddress, pricesOf, withPrices } from '../scripts/facts/aws-prices.ts';
import { linesOf, nameAtSource, withLines } from '../scripts/facts/endoflife.ts';
import { type Entry, readTable, tableText } from '../scripts/facts/table.ts';

const ORIGIN = { source: 'elsewhere', asOf: '2025', confidence: 'recalled' } as const;
const folder = new URL('../src/facts/tables/', import.meta.url);

it.each(readdirSync(folder))('writes %s back to the letter', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const { note, entries } = readTable(text);
  expect(tableText(note, entries)).toBe(text);
});

// In the form of /api/v1/products/pnpm/ of endoflife.date.
const PNPM = {
  last_modified: '2026-03-25T00:09:21+00:00',
  result: {
    name: 'pnpm',
    releases: [
      { name: '10', isEol: false, eolFrom: null, isMaintained: true },
      { name: '9', isEol: false, eolFrom: '2026-04-30', eoesFrom: '2027-04-30' },
      { name: '3', isEol: true, eolFrom: null },
    ],
  },
};
const READ = {
  source: 'https://endoflife.date/api/v1/products/pnpm/',
  asOf: '2026-03-25',
  confidence: 'read',
} as const;
const LINES: readonly Entry[] = [
  { product: 'pnpm', cycle: '10', ends: null, ...READ },
  { product: 'pnpm', cycle: '9', ends: '2026-04-30', extended: '2027-04-30', ...READ },
  { product: 'pnpm', cycle: '3', ends: null, ended: true, ...READ },
];

describe('lifecycles from endoflife.date', () => {
  it('keeps no date, a date and an end without a date apart', () => {
    expect(linesOf('pnpm', PNPM)).toEqual(LINES);
  });
  it('replaces the lines of a product where they stood and leaves the rest', () => {
    const old = (cycle: string) => ({
      ...ORIGIN,
      product: 'pnpm',
      cycle,
      source: 'https://github.com/endoflife-date/endoflife.date/blob/a/products/pnpm.md',
    });
    const first = { product: 'node', cycle: '24', ...ORIGIN };
    const last = { product: 'istio-api', cycle: 'v1', ...ORIGIN };
    expect(nameAtSource(old('10'))).toBe('pnpm');
    const table = [first, old('10'), old('9'), last];
    expect(withLines(table, new Map([['pnpm', LINES]]))).toEqual([first, ...LINES, last]);
    expect(withLines(table, new Map())).toEqual(table);
  });
});

const term = (usd: string) => ({
  'T.1': { priceDimensions: { 'T.1.1': { beginRange: '0', pricePerUnit: { USD: usd } } } },
});
const rds = (deploymentOption: string, databaseEngine = 'PostgreSQL') => ({
  productFamily: 'Database Instance',
  attributes: { instanceType: 'db.r6g.large', deploymentOption, databaseEngine },
});
const offer = (offerCode: string, products: Offer['products'], usd: object): Offer => ({
  offerCode,
  publicationDate: '2026-10-01T12:00:00Z',
  products,
  terms: { OnDemand: usd as NonNullable<Offer['terms']['OnDemand']> },
});

describe('prices from the AWS Price List', () => {
  const RDS = offer(
    'AmazonRDS',
    {
      A: rds('Single-AZ'),
      B: rds('Multi-AZ'),
      C: rds('Multi-AZ (readable standbys)'),
      D: rds('Single-AZ', 'Oracle'),
    },
    { A: term('0.2700000000'), B: term('0.5400000000'), C: term('0.9'), D: term('0.4') },
  );
  it('tells deployments and engines apart and leaves out what the table has no word for', () => {
    expect([...pricesOf(RDS)]).toEqual([
      ['rds db.r6g.large single-az postgresql', 0.27],
      ['rds db.r6g.large multi-az postgresql', 0.54],
    ]);
  });
  it('takes shared Linux machines without licences for EC2', () => {
    const plain = { operatingSystem: 'Linux', tenancy: 'Shared', preInstalledSw: 'NA' };
    const machine = (more: object) => ({
      attributes: { instanceType: 'm6i.large', ...plain, capacitystatus: 'Used', ...more },
    });
    const products = {
      A: machine({}),
      B: machine({ tenancy: 'Dedicated' }),
      C: machine({ operatingSystem: 'Windows' }),
      D: machine({ capacitystatus: 'AllocatedCapacityReservation' }),
    };
    const usd = { A: term('0.118'), B: term('0.2'), C: term('0.3'), D: term('0') };
    expect([...pricesOf(offer('AmazonEC2', products, usd))]).toEqual([['ec2 m6i.large  ', 0.118]]);
  });
  it('reads Fargate from its usage types, not Windows nor temporary storage', () => {
    const usage = (usagetype: string) => ({ attributes: { usagetype } });
    const products = {
      A: usage('APN2-Fargate-vCPU-Hours:perCPU'),
      B: usage('APN2-Fargate-ARM-GB-Hours'),
      C: usage('APN2-Fargate-Windows-vCPU-Hours:perCPU'),
      D: usage('APN2-Fargate-EphemeralStorage-GB-Hours'),
    };
    const usd = { A: term('0.04656'), B: term('0.00409'), C: term('1'), D: term('1') };
    expect([...pricesOf(offer('AmazonECS', products, usd)).keys()]).toEqual([
      'fargate vcpu-x86  ',
      'fargate gb-arm  ',
    ]);
  });
  it('renews what it finds, on demand and in that region only', () => {
    const row = (more: object): Entry => ({
      ...{ provider: 'aws', region: 'ap-northeast-2', service: 'rds', sku: 'db.r6g.large' },
      ...{ deployment: 'single-az', engine: 'postgresql', unit: 'hour', usd: 1, ...ORIGIN },
      ...more,
    });
    const kept = [
      row({ region: 'us-east-1' }),
      row({ purchase: 'spot' }),
      row({ engine: 'mysql' }),
    ];
    const origin = { source: offerAddress('AmazonRDS', 'ap-northeast-2'), asOf: '2026-10-01' };
    expect(withPrices([row({}), ...kept], 'ap-northeast-2', RDS)).toEqual([
      row({ usd: 0.27, ...origin, confidence: 'read' }),
      ...kept,
    ]);
  });
});

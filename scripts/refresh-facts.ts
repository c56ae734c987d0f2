// Renews the tables that have a public source in a form a program can read: `npm run facts`. What could not
// be read stays as it was, and is named at the end. docs/facts.md says how the other tables are renewed.
import { readFileSync, writeFileSync } from 'node:fs';
import { OFFERS, type Offer, offerAddress, withPrices } from './facts/aws-prices.ts';
import {
  linesOf,
  nameAtSource,
  type ProductAnswer,
  productAddress,
  withLines,
} from './facts/endoflife.ts';
import { type Entry, readTable, tableText } from './facts/table.ts';

const tables = new URL('../src/facts/tables/', import.meta.url);
const failed: string[] = [];

await renew('lifecycles.json', lifecycles);
await renew('prices.json', prices);
for (const line of failed) process.stderr.write(`not renewed: ${line}\n`);
if (failed.length > 0) process.exitCode = 1;

async function renew(
  name: string,
  change: (entries: readonly Entry[]) => Promise<readonly Entry[]>,
): Promise<void> {
  const file = new URL(name, tables);
  const { note, entries } = readTable(readFileSync(file, 'utf8'));
  writeFileSync(file, tableText(note, await change(entries)));
}

async function lifecycles(entries: readonly Entry[]): Promise<readonly Entry[]> {
  const names = new Map<string, string>();
  for (const entry of entries) {
    const name = nameAtSource(entry);
    if (name) names.set(String(entry.product), name);
  }
  const read = new Map<string, readonly Entry[]>();
  for (const [product, name] of names) {
    const answer = await get<ProductAnswer>(productAddress(name));
    if (answer) read.set(product, linesOf(product, answer));
  }
  return withLines(entries, read);
}

/** The EC2 file of a region has hundreds of megabytes; each is read, used and dropped. */
async function prices(entries: readonly Entry[]): Promise<readonly Entry[]> {
  const aws = entries.filter((one) => one.provider === 'aws' && one.unit === 'hour');
  const regions = new Set(aws.map((one) => String(one.region)).filter((one) => one.includes('-')));
  let renewed = entries;
  for (const region of regions)
    for (const code of OFFERS) {
      const offer = await get<Offer>(offerAddress(code, region));
      if (offer) renewed = withPrices(renewed, region, offer);
    }
  return renewed;
}

/** Undefined when the source does not answer; the others are still renewed. */
async function get<T>(address: string): Promise<T | undefined> {
  try {
    const answer = await fetch(address);
    if (answer.ok) return (await answer.json()) as T;
    failed.push(`${address} answered ${answer.status}`);
  } catch (error) {
    failed.push(`${address}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return undefined;
}

// What one value of a plan can be changed to. The operators follow from what a value is, not from rules.
import { products, regionOf, regionsOf, supportedCycles } from '#facts';
import { readLimit, readMoney, readPercent, readRate, readSize, readSpan } from '#kernel';

export const FACTORS = [0.1, 0.5, 2, 10] as const;
export type Operator = `× ${(typeof FACTORS)[number]}` | 'flipped' | 'removed' | 'elsewhere';

export interface Changed {
  readonly operator: Operator;
  readonly to: unknown;
  /** Said instead where the reader takes whole numbers only. */
  readonly whole?: unknown;
}

/** What a value becomes; `key` is the field it stands in, `product` what a version there is of. */
export function changesOf(value: unknown, key: string, product?: string): readonly Changed[] {
  if (typeof value === 'boolean') return [{ operator: 'flipped', to: !value }];
  if (typeof value === 'number') return FACTORS.flatMap((factor) => scaled(value, factor));
  if (typeof value !== 'string') return [];
  const elsewhere = [
    ...(key === 'version' ? versions(value, product) : built(value)),
    ...area(value),
  ];
  if (elsewhere.length > 0) return elsewhere.map((to) => ({ operator: 'elsewhere' as const, to }));
  return isQuantity(value) ? FACTORS.flatMap((factor) => scaledWords(value, factor)) : [];
}

const READERS = [readSpan, readSize, readPercent, readRate, readMoney, readLimit];
const isQuantity = (words: string): boolean => READERS.some((read) => read(words).ok);

function scaled(value: number, factor: (typeof FACTORS)[number]): readonly Changed[] {
  const to = Number((value * factor).toPrecision(12));
  const whole = Math.round(to);
  const changed = { operator: `× ${factor}` as const, to };
  return to === value ? [] : [whole === to ? changed : { ...changed, whole }];
}

/** The number in the words; the unit stays. */
function scaledWords(words: string, factor: (typeof FACTORS)[number]): readonly Changed[] {
  const match = /\d+(?:\.\d+)?/.exec(words);
  const number = Number(match?.[0]);
  const [change] = scaled(number, factor);
  if (!match || !change) return [];
  const spell = (value: unknown) => words.replace(match[0], plain(Number(value)));
  const to = readLimit(words).ok ? (change.whole ?? change.to) : change.to;
  return spell(to) === words ? [] : [{ operator: change.operator, to: spell(to) }];
}
/** Without an exponent, as the readers of units want it. */
const plain = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(9).replace(/0+$/, '');

const neighbours = <T>(all: readonly T[], one: T): readonly T[] => {
  const index = all.indexOf(one);
  return index < 0 ? [] : [all[index - 1], all[index + 1]].filter((next) => next !== undefined);
};

/** Every line of a product, newest first, those long ended among them. */
const cyclesOf = (product: string) => supportedCycles(product, '0001-01-01');

function versions(version: string, product: string | undefined): readonly string[] {
  const cycles = product ? cyclesOf(product) : [];
  const own = cycles.find((cycle) => version === cycle || version.startsWith(`${cycle}.`));
  return own === undefined ? [] : neighbours(cycles, own);
}

/** 'node:24-alpine' becomes 'node:22-alpine'. */
function built(words: string): readonly string[] {
  const [, product = '', version = '', rest = ''] = /^([a-z-]+):([\d.]+)(.*)$/.exec(words) ?? [];
  return products().includes(product)
    ? versions(version, product).map((next) => `${product}:${next}${rest}`)
    : [];
}

/** The next region of the same provider, country or jurisdiction of the catalogue. */
function area(words: string): readonly string[] {
  for (const known of AREAS) {
    const index = known.indexOf(words);
    if (index >= 0) return [known[(index + 1) % known.length] ?? words];
  }
  return [];
}
const PROVIDERS = ['aws', 'gcp'] as const;
const sorted = (words: readonly string[]) => [...new Set(words)].sort();
const regions = PROVIDERS.flatMap((one) =>
  regionsOf(one).flatMap((name) => regionOf(one, name) ?? []),
);
const countries = sorted(regions.flatMap((one) => one.country ?? []));
const jurisdictions = sorted(regions.flatMap((one) => one.jurisdictions));
const AREAS = [
  ...PROVIDERS.map((one) => regionsOf(one)),
  countries,
  jurisdictions.filter((one) => one.length !== 2 || one === 'EU'),
];

import { UnsafeModel } from './unsafe-model.ts';

/** What a model file says about itself before its arrays. */
export interface Shape {
  readonly version: string;
  readonly labels: readonly string[];
  readonly features: readonly string[];
  readonly trees: number;
  readonly nodes: number;
  readonly leaves: number;
}

const WORD = /^[\w.-]{1,64}$/;

/** Reads the header's JSON and refuses every field out of bounds. */
export function readHeader(text: string): Shape & { readonly digest: string } {
  const header = parse(text);
  return {
    version: wordOf(header.version, 'version'),
    labels: wordsOf(header.labels, 'labels', 64),
    features: wordsOf(header.features, 'features', 255),
    trees: countOf(header.trees, 'trees', 2_000),
    nodes: countOf(header.nodes, 'nodes', 1_000_000),
    leaves: countOf(header.leaves, 'leaves', 1_000_000),
    digest: wordOf(header.digest, 'digest'),
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Falls through: a header that is no JSON and one that is no object are refused alike.
  }
  throw new UnsafeModel('the header is not a JSON object');
}

function wordOf(value: unknown, name: string): string {
  if (typeof value === 'string' && WORD.test(value)) return value;
  throw new UnsafeModel(`"${name}" in the header is not a plain word`);
}

function wordsOf(value: unknown, name: string, most: number): string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > most)
    throw new UnsafeModel(`"${name}" in the header must hold 1 to ${most} words`);
  const words = value.map((word) => wordOf(word, name));
  if (new Set(words).size < words.length) throw new UnsafeModel(`"${name}" repeats a word`);
  return words;
}

function countOf(value: unknown, name: string, most: number): number {
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most)
    return value as number;
  throw new UnsafeModel(`"${name}" in the header must be 1 to ${most}`);
}

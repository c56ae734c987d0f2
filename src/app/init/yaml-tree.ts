import { isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml';
import { Failure, type Text, withParticle } from '#kernel';

/** A key that was not taken over, with its line. */
export interface Left {
  readonly line: number;
  /** `services.api.labels`. Never a value: it may be a secret. */
  readonly path: string;
  readonly why?: Text | undefined;
}

/**
 * One value of a YAML file that knows its line and whether anybody used it. What nobody asked for
 * is left over, and told.
 */
export class Tree {
  readonly line: number;
  readonly path: string;
  /** As text; undefined for null, lists and maps. */
  readonly text: string | undefined;
  readonly items: readonly Tree[];
  readonly #members: ReadonlyMap<string, Tree>;
  #taken = false;
  #whole = false;
  #why: Text | undefined;

  constructor(
    line: number,
    path: string,
    rest: { text?: string; items?: readonly Tree[]; members?: ReadonlyMap<string, Tree> },
  ) {
    this.line = line;
    this.path = path;
    this.text = rest.text;
    this.items = rest.items ?? [];
    this.#members = rest.members ?? new Map();
  }

  get keys(): readonly string[] {
    return [...this.#members.keys()];
  }

  /** The member of a key, used from here on; what is inside it is not. */
  take(key: string): Tree | undefined {
    const member = this.#members.get(key);
    if (member) member.#taken = true;
    return member;
  }

  /** Members and items, used from here on. */
  takeEach(): readonly Tree[] {
    const each = [...this.#members.values(), ...this.items];
    for (const one of each) one.#taken = true;
    return each;
  }

  /** All that is below is used as well. */
  takeWhole(): this {
    this.#taken = true;
    this.#whole = true;
    return this;
  }

  /** Not used after all, and why. */
  leave(why?: Text): undefined {
    this.#taken = false;
    this.#whole = false;
    this.#why = why;
  }

  /** The last word of the path: the key. */
  get key(): string {
    return this.path.slice(this.path.lastIndexOf('.') + 1);
  }

  /** What nobody used, the outermost of it. */
  left(): readonly Left[] {
    if (this.#whole) return [];
    return [...this.#members.values(), ...this.items].flatMap((one) =>
      one.#taken ? one.left() : [{ line: one.line, path: one.path, why: one.#why }],
    );
  }
}

/** Reads a file with lines. Fails with app/not-yaml, naming the line. */
export function readYaml(text: string, file: string): Tree {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, merge: true, logLevel: 'silent' });
  const [first] = document.errors;
  if (first) throw notYaml(file, first.linePos?.[0].line ?? 1, first.message.split('\n')[0] ?? '');
  return new Grower(file, document, counter).grow(document.contents, {
    path: '',
    line: 1,
    depth: 0,
  });
}

type Document = ReturnType<typeof parseDocument>;
interface Spot {
  readonly path: string;
  readonly line: number;
  readonly depth: number;
}

const MOST_LEVELS = 40;

class Grower {
  readonly #file: string;
  readonly #document: Document;
  readonly #counter: LineCounter;

  constructor(file: string, document: Document, counter: LineCounter) {
    this.#file = file;
    this.#document = document;
    this.#counter = counter;
  }

  grow(node: unknown, spot: Spot): Tree {
    const { path, line, depth } = spot;
    if (depth > MOST_LEVELS)
      throw notYaml(this.#file, line, 'nested too deeply, or an alias inside itself');
    const inside = { ...spot, depth: depth + 1 };
    if (isAlias(node)) return this.grow(node.resolve(this.#document), inside);
    if (isSeq(node)) {
      const items = node.items.map((item, index) =>
        this.grow(item, { ...inside, path: `${path}[${index}]`, line: this.#lineOf(item) }),
      );
      return new Tree(line, path, { items });
    }
    if (!isMap(node)) return new Tree(line, path, textOf(node));
    const members = this.#pairsOf(node.items, depth).map(({ key, value }) => {
      const name = String(isScalar(key) ? key.value : key);
      const under = path === '' ? name : `${path}.${name}`;
      return [name, this.grow(value, { ...inside, path: under, line: this.#lineOf(key) })] as const;
    });
    return new Tree(line, path, { members: new Map(members) });
  }

  #lineOf(node: unknown): number {
    const range = (node as { range?: readonly number[] } | null)?.range;
    return this.#counter.linePos(range?.[0] ?? 0).line;
  }

  /** A map's own pairs after the ones it merges in, so that its own count. */
  #pairsOf(items: readonly Pair[], depth: number): readonly Pair[] {
    if (depth > MOST_LEVELS) return [];
    const merged = items.filter(isMerge).flatMap(({ value }) => {
      const sources: readonly unknown[] = isSeq(value) ? [...value.items].reverse() : [value];
      return sources.flatMap((source) => {
        const node = isAlias(source) ? source.resolve(this.#document) : source;
        return isMap(node) ? this.#pairsOf(node.items, depth + 1) : [];
      });
    });
    return [...merged, ...items.filter((pair) => !isMerge(pair))];
  }
}

const isMerge = ({ key }: Pair): boolean =>
  isScalar(key) && (key.value === '<<' || typeof key.value === 'symbol');

/** As it was written: a version 1.10 is not the number 1.1. */
function textOf(node: unknown): { text?: string } {
  if (!isScalar(node) || node.value === null || node.value === undefined) return {};
  const isNumber = typeof node.value === 'number' || typeof node.value === 'bigint';
  return { text: isNumber ? (node.source ?? String(node.value)) : String(node.value) };
}

const notYaml = (file: string, line: number, words: string) =>
  new Failure(
    'app/not-yaml',
    {
      en: `${file}:${line} is not YAML: ${words}`,
      ko: `${file}:${withParticle(String(line), '은/는')} YAML이 아니다: ${words}`,
    },
    { hint: { en: 'Repair that line first.', ko: '먼저 그 줄을 고친다.' } },
  );

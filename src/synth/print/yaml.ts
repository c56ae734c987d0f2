import { Said, type Scalar, type Source, sourceOf, type Tree, type TreeMap } from '../source.ts';
import type { Sink } from './sink.ts';

/**
 * Prints one YAML document in block style, as Kubernetes files are written: two spaces, lists at
 * their key's own depth, strings plain where nobody can take them for something else, under the rules
 * of YAML 1.1 and 1.2 alike. No anchors, no tags, no folding.
 */
export function printYaml(sink: Sink, map: TreeMap): void {
  new Printer(sink).map(map, '', '', undefined);
}

/** Where the walk stands is handed down in arguments: an object a line would be most of the work. */
class Printer {
  readonly #sink: Sink;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** `lead` is what the first line begins with in place of the indent: the dash of a list. */
  map(map: TreeMap, indent: string, lead: string, from: Source | undefined): void {
    const own = sourceOf(map) ?? from;
    let before = lead === '' ? indent : lead;
    let isEmpty = true;
    for (const key in map) {
      const member = map[key];
      if (member === undefined) continue;
      this.#member(`${before}${keyOf(key)}`, member, indent, own);
      before = indent;
      isEmpty = false;
    }
    if (isEmpty) this.#sink.put(`${before}{}`, own);
  }

  #member(name: string, member: Tree, indent: string, from: Source | undefined): void {
    if (member instanceof Said) this.#said(name, member, indent);
    else if (typeof member !== 'object' || member === null)
      this.#scalar(name, member, indent, from);
    else if (Array.isArray(member)) this.#list(name, member, indent, from);
    else if (isEmpty(member as TreeMap)) this.#sink.put(`${name} {}`, sourceOf(member) ?? from);
    else {
      this.#sink.put(name, sourceOf(member) ?? from);
      this.map(member as TreeMap, deeper(indent), '', from);
    }
  }

  #list(name: string, list: readonly Tree[], indent: string, from: Source | undefined): void {
    this.#sink.put(list.length === 0 ? `${name} []` : name, from);
    const dash = `${indent}-`;
    for (const member of list) {
      if (member instanceof Said) this.#said(dash, member, indent);
      else if (typeof member !== 'object' || member === null)
        this.#scalar(dash, member, indent, from);
      else if (Array.isArray(member)) this.#list(dash, member, deeper(indent), from);
      else this.map(member as TreeMap, deeper(indent), `${dash} `, from);
    }
  }

  #said(name: string, { value, source, note }: Said, indent: string): void {
    if (note === undefined) this.#scalar(name, value, indent, source);
    else
      this.#sink.put(
        `${name} ${typeof value === 'string' ? plain(value) : value} # ${note}`,
        source,
      );
  }

  #scalar(name: string, value: Scalar, indent: string, from: Source | undefined): void {
    if (typeof value !== 'string') this.#sink.put(`${name} ${value}`, from);
    else if (value.includes('\n') && isLiteral(value)) this.#literal(name, value, indent, from);
    else this.#sink.put(`${name} ${plain(value)}`, from);
  }

  #literal(name: string, value: string, indent: string, from: Source | undefined): void {
    const isEnded = value.endsWith('\n');
    this.#sink.put(`${name} ${isEnded ? '|' : '|-'}`, from);
    const inside = deeper(indent);
    for (const line of (isEnded ? value.slice(0, -1) : value).split('\n'))
      this.#sink.put(line === '' ? '' : `${inside}${line}`, from);
  }
}

const DEEPER = new Map<string, string>();

/** Two spaces more; the same string for the same depth. */
function deeper(indent: string): string {
  const known = DEEPER.get(indent);
  if (known !== undefined) return known;
  const text = `${indent}  `;
  DEEPER.set(indent, text);
  return text;
}

const KEYS = new Map<string, string>();
const MOST_KEYS = 10_000;

/** A key with its colon; the same few thousand come again and again. */
function keyOf(key: string): string {
  const known = KEYS.get(key);
  if (known !== undefined) return known;
  const text = `${plain(key)}:`;
  if (KEYS.size < MOST_KEYS) KEYS.set(key, text);
  return text;
}

function isEmpty(map: TreeMap): boolean {
  for (const key in map) if (map[key] !== undefined) return false;
  return true;
}

/** Several lines of ordinary text, the first of which can show how deep it stands. */
const isLiteral = (value: string): boolean =>
  value.length < 1_000_000 && LITERAL.test(value) && !value.endsWith('\n\n');
const LITERAL = /^[^\s\p{C}](?:[^\p{C}\p{Zl}\p{Zp}]|\n)*$/u;

/** Plain where it is safe, else in double quotes, which JSON's are. */
const plain = (value: string): string => (isPlain(value) ? value : quoted(value));

const isPlain = (value: string): boolean =>
  PLAIN.test(value) ? !WORDS.test(value) && !value.endsWith(':') : QUANTITY.test(value);

/** Begins with a letter or a slash, holds nothing that means something, has no space at an end. */
const PLAIN = /^[A-Za-z/](?:[\w./@%+=~;()<>|^$!?*-]|:(?=[^\s])| (?=[\w./(<$]))*$/;
/** What some reader takes for a boolean, a null or a number. */
const WORDS = /^(?:true|false|yes|no|on|off|y|n|null|nan|inf|e[-+]?\d+)$/i;
/** Ten mebibytes, five hundred thousandths: not a number to anybody. */
const QUANTITY = /^\d{1,9}(?:m|Ki|Mi|Gi|Ti|s|min|h|d|ms|%)$/;

const quoted = (value: string): string =>
  JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

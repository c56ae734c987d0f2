import { Said, type Scalar, type Source, sourceOf, type Tree, type TreeMap } from '../source.ts';
import type { Sink } from './sink.ts';

/**
 * Prints one YAML document in block style, as Kubernetes files are written: two spaces, lists at
 * their key's own depth, strings plain where nobody can take them for something else, under the rules
 * of YAML 1.1 and 1.2 alike. No anchors, no tags, no folding.
 */
export function printYaml(sink: Sink, map: TreeMap): void {
  printMap(sink, map, { indent: '', lead: '', source: undefined });
}

interface Where {
  readonly indent: string;
  /** What the first line begins with in place of the indent: the dash of a list. */
  readonly lead: string;
  readonly source: Source | undefined;
}

function printMap(sink: Sink, map: TreeMap, { indent, lead, source }: Where): void {
  const own = sourceOf(map) ?? source;
  let before = lead === '' ? indent : lead;
  let isEmpty = true;
  for (const key in map) {
    const member = map[key];
    if (member === undefined) continue;
    printMember(sink, member, { name: `${before}${plain(key)}:`, indent, source: own });
    before = indent;
    isEmpty = false;
  }
  if (isEmpty) sink.put(`${before}{}`, own);
}

function printMember(
  sink: Sink,
  member: Tree,
  { name, indent, source }: { name: string; indent: string; source: Source | undefined },
): void {
  if (member instanceof Said)
    printScalar(sink, member.value, { name, indent, source: member.source, note: member.note });
  else if (typeof member !== 'object' || member === null)
    printScalar(sink, member, { name, indent, source });
  else if (Array.isArray(member)) {
    sink.put(member.length === 0 ? `${name} []` : name, source);
    printList(sink, member, { indent, source });
  } else if (isEmpty(member as TreeMap)) sink.put(`${name} {}`, sourceOf(member) ?? source);
  else {
    sink.put(name, sourceOf(member) ?? source);
    printMap(sink, member as TreeMap, { indent: `${indent}  `, lead: '', source });
  }
}

function printList(
  sink: Sink,
  list: readonly Tree[],
  { indent, source }: { indent: string; source: Source | undefined },
): void {
  const name = `${indent}-`;
  for (const member of list) {
    if (member instanceof Said)
      printScalar(sink, member.value, { name, indent, source: member.source, note: member.note });
    else if (typeof member !== 'object' || member === null)
      printScalar(sink, member, { name, indent, source });
    else if (Array.isArray(member)) {
      sink.put(member.length === 0 ? `${name} []` : name, source);
      printList(sink, member, { indent: `${indent}  `, source });
    } else printMap(sink, member as TreeMap, { indent: `${indent}  `, lead: `${name} `, source });
  }
}

function printScalar(
  sink: Sink,
  value: Scalar,
  {
    name,
    indent,
    source,
    note,
  }: { name: string; indent: string; source: Source | undefined; note?: string | undefined },
): void {
  const behind = comment(note);
  if (typeof value !== 'string') sink.put(`${name} ${String(value)}${behind}`, source);
  else if (isLiteral(value)) {
    sink.put(`${name} ${value.endsWith('\n') ? '|' : '|-'}`, source);
    const text = value.endsWith('\n') ? value.slice(0, -1) : value;
    for (const line of text.split('\n')) sink.put(line === '' ? '' : `${indent}  ${line}`, source);
  } else sink.put(`${name} ${plain(value)}${behind}`, source);
}

const comment = (note: string | undefined): string => (note === undefined ? '' : ` # ${note}`);

function isEmpty(map: TreeMap): boolean {
  for (const key in map) if (map[key] !== undefined) return false;
  return true;
}

/** Several lines of ordinary text, the first of which can show how deep it stands. */
const isLiteral = (value: string): boolean =>
  value.length < 1_000_000 &&
  value.includes('\n') &&
  LITERAL.test(value) &&
  !value.endsWith('\n\n');
const LITERAL = /^[^\s\p{C}](?:[^\p{C}\p{Zl}\p{Zp}]|\n)*$/u;

const SEEN = new Map<string, string>();
const MOST_SEEN = 10_000;

/** Plain where it is safe, else in double quotes, which JSON's are. */
function plain(value: string): string {
  const known = SEEN.get(value);
  if (known !== undefined) return known;
  const text = isPlain(value) ? value : quoted(value);
  if (SEEN.size < MOST_SEEN) SEEN.set(value, text);
  return text;
}

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

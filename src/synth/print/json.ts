import { Said, type Source, sourceOf, type Tree } from '../source.ts';
import type { Sink } from './sink.ts';

/** Prints JSON as `JSON.stringify(value, null, 2)` does. */
export function printJson(sink: Sink, tree: Tree): void {
  // Who asks for no sources is served by what is fastest; a property holds the two to each other.
  if (!sink.sources) {
    sink.put(JSON.stringify(tree, null, 2));
    return;
  }
  print(sink, tree, { indent: '', lead: '', end: '', source: undefined });
}

interface Where {
  readonly indent: string;
  /** What stands before the value on its first line. */
  readonly lead: string;
  /** What stands after it on its last. */
  readonly end: string;
  readonly source: Source | undefined;
}

function print(sink: Sink, tree: Tree, { indent, lead, end, source }: Where): void {
  const put = (text: string, from = source): void => sink.put(`${indent}${text}`, from);
  if (tree instanceof Said) put(`${lead}${JSON.stringify(tree.value)}${end}`, tree.source);
  else if (typeof tree !== 'object' || tree === null) put(`${lead}${JSON.stringify(tree)}${end}`);
  else {
    const own = sourceOf(tree) ?? source;
    const isList = Array.isArray(tree);
    const members = isList
      ? tree.map((member: Tree) => ['', member] as const)
      : Object.entries(tree).flatMap(([key, member]: [string, Tree | undefined]) =>
          member === undefined ? [] : [[`${JSON.stringify(key)}: `, member] as const],
        );
    const [open, close] = isList ? '[]' : '{}';
    if (members.length === 0) {
      put(`${lead}${open}${close}${end}`, own);
      return;
    }
    put(`${lead}${open}`, own);
    members.forEach(([name, member], index) => {
      const comma = index === members.length - 1 ? '' : ',';
      print(sink, member, { indent: `${indent}  `, lead: name, end: comma, source: own });
    });
    put(`${close}${end}`, own);
  }
}

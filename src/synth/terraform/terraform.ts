import type { SynthFile } from '../file.ts';
import { from, type Source, type Tree, type TreeMap } from '../source.ts';

/** What a configuration is written in, by concern: one file each. */
export type Concern =
  | 'backend'
  | 'providers'
  | 'network'
  | 'compute'
  | 'stores'
  | 'edge'
  | 'identity'
  | 'watch'
  | 'cost'
  | 'variables'
  | 'outputs';

/** The attributes that may be asked of each type of resource. */
export type Attributes<K> = { readonly [T in keyof K]: string };

/** Something of the configuration that others may refer to. */
export interface Block<A extends string> {
  /** 'aws_vpc.main', 'data.aws_region.current'. */
  readonly address: string;
  /** Only for the compiler: what it may be asked. */
  readonly asked?: (attribute: A) => void;
}

/** The expression for an attribute, to be put into one: nothing that is not there can be named. */
export const path = <A extends string>({ address }: Block<A>, attribute: A, rest = ''): string =>
  `${address}.${attribute}${rest}`;

/** A reference as a value. @example ref(vpc, 'id') is '${aws_vpc.main.id}' */
export const ref = <A extends string>(block: Block<A>, attribute: A, rest = ''): string =>
  `\${${path(block, attribute, rest)}}`;

export const expression = (words: string): string => `\${${words}}`;

export interface Variable {
  readonly type: 'string' | 'number' | 'list(string)';
  readonly about: string;
  /** Never shown, and never kept: neither the plan of a change nor the state has it. */
  readonly isSecret?: boolean;
  /** An expression that must hold, and what to say when it does not. */
  readonly holds?: readonly [condition: string, message: string];
}

/** One root module of Terraform: the resources of one site. */
export class Configuration<R extends Attributes<R>, D extends Attributes<D>> {
  readonly #files = new Map<Concern, Map<string, Map<string, Map<string, Tree>>>>();
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  resource<T extends keyof R & string>(
    concern: Concern,
    type: T,
    name: string,
    [source, args]: readonly [Source, TreeMap],
  ): Block<R[T]> {
    this.#put(concern, ['resource', type, name], from(source, args));
    return { address: `${type}.${name}` };
  }

  data<T extends keyof D & string>(
    concern: Concern,
    type: T,
    name: string,
    [source, args]: readonly [Source, TreeMap],
  ): Block<D[T]> {
    const block = { address: `data.${type}.${name}` };
    if (!this.has(concern, ['data', type, name]))
      this.#put(concern, ['data', type, name], from(source, args));
    return block;
  }

  /** A value the plan does not have, and nobody makes up: it has no default. */
  variable(
    name: string,
    { type, about, isSecret, holds }: Variable,
    source = this.#source,
  ): string {
    const [condition, error_message] = holds ?? [];
    const validation = holds && [{ condition: expression(condition ?? ''), error_message }];
    if (!this.has('variables', ['variable', '', name]))
      this.#put(
        'variables',
        ['variable', '', name],
        from(source, {
          type,
          description: about,
          nullable: false,
          sensitive: isSecret || undefined,
          ephemeral: isSecret || undefined,
          validation,
        }),
      );
    return expression(`var.${name}`);
  }

  /** A value that is better read over several lines than in one text. */
  local(concern: Concern, name: string, value: Tree): string {
    this.#put(concern, ['locals', '', name], value);
    return `local.${name}`;
  }

  output(name: string, [source, args]: readonly [Source, TreeMap]): void {
    this.#put('outputs', ['output', '', name], from(source, args));
  }

  /** Settings of the configuration itself. */
  setting(concern: Concern, kind: 'terraform' | 'provider', name: string, value: Tree): void {
    this.#put(concern, [kind, '', name], value);
  }

  has(concern: Concern, [kind, type, name]: readonly [string, string, string]): boolean {
    return this.#files.get(concern)?.get(kind)?.get(type)?.has(name) === true;
  }

  files(folder: string): readonly SynthFile[] {
    return [...this.#files].sort(byKey).map(([concern, kinds]) => ({
      path: `${folder}/${concern}.tf.json`,
      source: this.#source,
      body: { kind: 'json', note: '//', value: printed(kinds) },
    }));
  }

  #put(concern: Concern, [kind, type, name]: readonly [string, string, string], value: Tree): void {
    const names = inside(inside(inside(this.#files, concern), kind), type);
    if (names.has(name)) throw new Error(`two of ${kind} ${type}.${name}`);
    names.set(name, value);
  }
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

function inside<K, T, V>(map: Map<K, Map<T, V>>, key: K): Map<T, V> {
  const known = map.get(key) ?? new Map<T, V>();
  map.set(key, known);
  return known;
}

const printed = (kinds: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Tree>>>) =>
  Object.fromEntries(
    [...kinds].sort(byKey).map(([kind, types]) => {
      const plainly = types.get('');
      return [
        kind,
        plainly
          ? sorted(plainly)
          : Object.fromEntries(
              [...types].sort(byKey).map(([type, names]) => [type, sorted(names)]),
            ),
      ];
    }),
  );

const sorted = (names: ReadonlyMap<string, Tree>): TreeMap =>
  Object.fromEntries([...names].sort(byKey));

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Json = null | boolean | number | string | readonly Json[] | JsonMap;
export interface JsonMap {
  readonly [key: string]: Json;
}
type Named = Readonly<Record<string, JsonMap>>;

/** A root module as it stands on disk: its files put together. */
export interface Module {
  readonly resource: Readonly<Record<string, Named>>;
  readonly data: Readonly<Record<string, Named>>;
  readonly variable: Named;
  readonly locals: JsonMap;
  readonly output: Named;
  readonly provider: Named;
}

/** The files of a module, put together; `edit` changes one thing of them first. */
export function moduleOf(
  texts: readonly string[],
  edit: (module: Module) => void = () => undefined,
): Module {
  const module = { resource: {}, data: {}, variable: {}, locals: {}, output: {}, provider: {} };
  for (const text of texts)
    for (const [kind, members] of Object.entries(JSON.parse(text) as JsonMap))
      if (kind in module) merge(module[kind as keyof typeof module], members as JsonMap);
  edit(module);
  return module;
}

export const readModule = (folder: string, edit?: (module: Module) => void): Module =>
  moduleOf(
    globSync('*.tf.json', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8')),
    edit,
  );

function merge(into: Record<string, Json>, from: JsonMap): void {
  for (const [key, value] of Object.entries(from)) {
    const known = into[key];
    if (isMap(known) && isMap(value)) merge(known as Record<string, Json>, value);
    else into[key] = value;
  }
}

export const isMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every resource, or every one of some types, by its address. */
export const resourcesOf = (
  { resource }: Module,
  ...types: readonly string[]
): readonly (readonly [address: string, type: string, args: JsonMap])[] =>
  Object.entries(resource)
    .filter(([type]) => types.length === 0 || types.includes(type))
    .flatMap(([type, named]) =>
      Object.entries(named).map(([name, args]) => [`${type}.${name}`, type, args] as const),
    );

// biome-ignore lint/suspicious/noExplicitAny: a test changes whatever it likes of what it read.
type Loose = any;
/** One change to the module of a folder, and what has to be said of it. */
export type Break = [what: string, folder: string, edit: (module: Loose) => void, message: string];

import type { Json, Module } from './configuration.ts';

/** Every block of a module that is made or asked for, by its address. */
export const addressesOf = (module: Module): readonly string[] => [...blocksOf(module).keys()];

/** Everything that a block waits for, by way of others. */
export function waitsOf(module: Module): (address: string) => ReadonlySet<string> {
  const blocks = blocksOf(module);
  const known = new Map<string, ReadonlySet<string>>();
  return function waits(address: string): ReadonlySet<string> {
    const before = known.get(address);
    if (before) return before;
    known.set(address, new Set());
    const all = new Set((blocks.get(address) ?? []).flatMap((one) => [one, ...waits(one)]));
    known.set(address, all);
    return all;
  };
}

const REFERENCE = /\b(?:data\.)?(?:aws|cloudflare|google)_\w+\.\w+|\blocal\.\w+/g;

/** What each block refers to. */
function blocksOf(module: Module): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const put = (address: string, args: Json) =>
    found.set(
      address,
      [...JSON.stringify(args).matchAll(REFERENCE)].map(([one]) => one),
    );
  for (const kind of ['resource', 'data'] as const)
    for (const [type, named] of Object.entries(module[kind]))
      for (const [name, args] of Object.entries(named))
        put(`${kind === 'data' ? 'data.' : ''}${type}.${name}`, args);
  for (const [name, value] of Object.entries(module.locals)) put(`local.${name}`, value);
  return found;
}

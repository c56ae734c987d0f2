import { isStore, type ResolvedPart } from '#model';
import { from, type Source, sourceOfPart, type TreeMap } from '../source.ts';
import type { SynthContext } from '../target.ts';

/** What every container has taken away, whatever it is. */
export const CONFINED = {
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
  restart: 'unless-stopped',
} as const;

/** One way from a caller to what it calls: a network of its own, on which nobody else is. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly source: Source;
  /** It leads to somebody else's API: the only networks with a way out. */
  readonly isOut: boolean;
}

/** Every route and link between parts that this file runs, each once, by name. */
export function edgesOf({ plan, view }: SynthContext, runs: ReadonlySet<string>): readonly Edge[] {
  const edges = plan.parts.flatMap((to): Edge[] => {
    const isOut = to.kind === 'external';
    if (!isOut && !runs.has(to.name)) return [];
    return view
      .callersOf(to.name)
      .filter(({ part }) => runs.has(part.name))
      .map(({ part, by, at }) => ({
        from: part.name,
        to: to.name,
        name: `${part.name}-to-${to.name}`,
        source: {
          path: `parts.${part.name}.${by === 'link' ? 'uses' : 'routes'}[${to.name}]`,
          at,
        },
        isOut,
      }));
  });
  return [...new Map(edges.reverse().map((edge) => [edge.name, edge])).values()].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

/** The networks that each part is on, in the order of the edges. */
export function networksByPart(edges: readonly Edge[]): ReadonlyMap<string, readonly string[]> {
  const ends = edges.flatMap(({ from, to, name }) =>
    (from === to ? [from] : [from, to]).map((part) => ({ part, name })),
  );
  const byPart = Map.groupBy(ends, ({ part }) => part);
  return new Map([...byPart].map(([part, all]) => [part, all.map(({ name }) => name)]));
}

/** A password that a store and those who link it share: a file that is no part of this output. */
export const passwordOf = (store: string): string => `${store}-password`;

/** Where a secret stands in a container. */
export const secretPath = (name: string): string => `/run/secrets/${name}`;

const AUTHENTICATING: readonly ResolvedPart['kind'][] = [
  'postgres',
  'mysql',
  'redis',
  'bucket',
  'search',
];
export const hasPassword = (part: ResolvedPart): boolean =>
  isStore(part) && AUTHENTICATING.includes(part.kind);

/** The secrets that are used, as files beside the Compose file that only its owner can read. */
export function secretsOf({ plan }: SynthContext, used: ReadonlySet<string>): TreeMap {
  const sources = new Map(
    plan.parts.flatMap((part): [string, Source][] => {
      if (part.kind === 'secret') return [[part.name, sourceOfPart(part)]];
      return hasPassword(part) ? [[passwordOf(part.name), sourceOfPart(part)]] : [];
    }),
  );
  return Object.fromEntries(
    [...used].sort().flatMap((name) => {
      const source = sources.get(name);
      return source ? [[name, from(source, { file: `./secrets/${name}` })]] : [];
    }),
  );
}

/** `$` begins a variable in Compose; two of them are one. */
export const escaped = (words: string): string => words.replaceAll('$', '$$$$');

/** A look that Compose takes at a container. */
export const lookedAt = (test: readonly string[], startPeriod: string): TreeMap => ({
  test: test.map(escaped),
  interval: '5s',
  timeout: '5s',
  retries: 12,
  start_period: startPeriod,
});

/** A store, or what stands in for it, as a service of the Compose file. */
export interface Raised {
  readonly service: TreeMap;
  /** Named volumes that keep what it remembers. */
  readonly volumes: readonly string[];
  readonly secrets: readonly string[];
}

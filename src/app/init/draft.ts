import type { Left } from './yaml-tree.ts';

/** Source text that stands as it is: a call, a variable. */
export class Raw {
  readonly code: string;
  constructor(code: string) {
    this.code = code;
  }
}
export type Code =
  | string
  | number
  | boolean
  | Raw
  | readonly Code[]
  | { readonly [key: string]: Code | undefined };

/** Constructors of parts that a first plan may need. */
export type PartCall =
  | 'gateway'
  | 'service'
  | 'postgres'
  | 'mysql'
  | 'redis'
  | 'bucket'
  | 'queue'
  | 'search'
  | 'documentStore'
  | 'warehouse'
  | 'external';

export interface DraftPart {
  readonly call: PartCall;
  readonly name: string;
  readonly spec: Readonly<Record<string, Code | undefined>>;
  /** Names of parts it links. */
  readonly links: readonly string[];
  readonly secrets: readonly string[];
  /** Of a gateway: where requests go; the first gets every path that no other has. */
  readonly routes: readonly string[];
}

/** Where a plan stands besides this machine. */
export interface DraftSite {
  readonly provider: 'aws' | 'gcp' | 'on-premises';
  /** A region, or a country for a server room. */
  readonly where: string;
}

/** A first plan before it is text. */
export interface Draft {
  readonly name: string;
  readonly asOf: string;
  readonly port: number | undefined;
  readonly parts: readonly DraftPart[];
  readonly site: DraftSite | undefined;
  readonly objectives: { readonly availability: string; readonly point: string } | undefined;
  /** Where it was read from, and what of that was not taken over. */
  readonly from: { readonly file: string; readonly left: readonly Left[] } | undefined;
}

/** A name that DNS, and a plan, allow; different from the ones there are. */
export function nameFor(words: string, taken: readonly string[] = []): string {
  const plain = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 36)
    .replace(/-+$/, '');
  const name = plain === '' ? 'part' : plain;
  if (!taken.includes(name)) return name;
  for (let count = 2; ; count++) if (!taken.includes(`${name}-${count}`)) return `${name}-${count}`;
}

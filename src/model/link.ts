import { type Authored, isAuthored, makesUnnamed, type Part } from './part.ts';
import { span } from './quantity.ts';
import {
  expected,
  list,
  type Meaning,
  number,
  object,
  oneOf,
  optional,
  type Reader,
  refuse,
  text,
  type Words,
} from './shape.ts';
import { dataClass } from './store.ts';

const linkFields = {
  access: optional(oneOf('read', 'write', 'read-write')),
  /** Connections one replica keeps open. */
  pool: optional(number(1, 10_000, true)),
  timeout: optional(span),
  /** The version of its interface that is asked for. */
  contract: optional(text),
  /** Classes of data that travel along it, where the parts do not say it. */
  carries: optional(list(dataClass)),
};
export interface LinkSpec extends Words<typeof linkFields> {}

const LINKABLE = [
  'service',
  'postgres',
  'mysql',
  'redis',
  'bucket',
  'model-files',
  'warehouse',
  'document-store',
  'search',
  'queue',
  'external',
] as const;
/** What a link may lead to: anything with an address. */
type Linkable = Part<(typeof LINKABLE)[number]>;

/** At once a permission, a network rule, an environment variable and an edge of the graph. */
export type Link = Authored<'link', { readonly to: Linkable; readonly with: LinkSpec }>;

const made = makesUnnamed<'link', Link['spec']>('link');
/** Links a part to another. @example link(articles, { access: 'read-write', pool: 10 }) */
export const link = (to: Linkable, spec: LinkSpec = {}): Link => made({ to, with: spec });

export interface ResolvedLink extends Meaning<typeof linkFields> {
  /** The name of the part it leads to. */
  readonly to: string;
  readonly at: { readonly file: string; readonly line: number };
}
export const readLinkSpec = object(linkFields);

export const readLink: Reader<ResolvedLink, Link> = (value, reading) => {
  const made = value as Link;
  const here = { ...reading, at: made.at };
  if (!isAuthored(made.spec.to, ...LINKABLE))
    return refuse(
      'plan/dangling-reference',
      here,
      expected(made.spec.to, { en: 'a service or a store to link', ko: '연결할 서비스나 저장소' }),
    );
  const read = readLinkSpec(made.spec.with, here);
  return read && { to: (made.spec.to as Part).name, ...read, at: made.at };
};

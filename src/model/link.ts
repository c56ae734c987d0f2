import type { SpanWords } from '#kernel';
import { type Authored, isAuthored, makesUnnamed, type Part } from './part.ts';
import { span } from './quantity.ts';
import { expected, number, oneOf, optional, type Reader, record, refuse } from './shape.ts';
import type { Store } from './store.ts';

export interface LinkSpec {
  readonly access?: 'read' | 'write' | 'read-write';
  /** Connections one replica keeps open. */
  readonly pool?: number;
  readonly timeout?: SpanWords;
}
/** What a link may lead to: anything with an address. Services are named by kind: they hold links. */
type Linkable = Store | Part<'service'>;

/** At once a permission, a network rule, an environment variable and an edge of the graph. */
export type Link = Authored<'link', { readonly to: Linkable; readonly with: LinkSpec }>;

const made = makesUnnamed<'link', Link['spec']>('link');
/** Links a part to another. @example link(articles, { access: 'read-write', pool: 10 }) */
export const link = (to: Linkable, spec: LinkSpec = {}): Link => made({ to, with: spec });

export interface ResolvedLink {
  /** The name of the part it leads to. */
  readonly to: string;
  readonly access?: 'read' | 'write' | 'read-write' | undefined;
  readonly pool?: number | undefined;
  /** Milliseconds. */
  readonly timeout?: number | undefined;
}

const readAttributes = record<Omit<ResolvedLink, 'to'>>({
  access: optional(oneOf('read', 'write', 'read-write')),
  pool: optional(number(1, 10_000, true)),
  timeout: optional(span),
});

const LINKABLE = ['service', 'postgres', 'redis', 'model-files'];

export const readLink: Reader<ResolvedLink> = (value, reading) => {
  const made = value as Link;
  const here = { ...reading, at: made.at };
  if (!isAuthored(made.spec.to, ...LINKABLE))
    return refuse(
      'plan/dangling-reference',
      here,
      expected(made.spec.to, { en: 'a service or a store to link', ko: '연결할 서비스나 저장소' }),
    );
  const read = readAttributes(made.spec.with, here);
  return read && { to: (made.spec.to as Part).name, ...read };
};

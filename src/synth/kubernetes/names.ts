import type { ResolvedStore } from '#model';
import type { KubeSite } from './site.ts';

/** The key under which the Secret of a plan's secret holds it. */
export const SECRET_KEY = 'value';
/** The key under which a store's connection Secret holds its address with user and password. */
const CONNECTION_KEY = 'url';

/** Where the address of a store is, with user and password: a Secret and the key in it. */
export const connectionOf = (
  site: KubeSite,
  { name, kind }: ResolvedStore,
): { readonly secret: string; readonly key: string } =>
  kind === 'postgres' && site.has(name)
    ? // CloudNativePG makes it, and its password with it.
      { secret: `${name}-app`, key: 'uri' }
    : { secret: `${name}-connection`, key: CONNECTION_KEY };

/** The Secret with the certificate that something shows: `tls.crt` and `tls.key`. */
export const certificateOf = (name: string): string => `${name}-tls`;

/** Files of the site that are no part's; a part of that name gets another file. */
const TAKEN: readonly string[] = [
  'kustomization',
  'namespace',
  'secrets',
  'mesh',
  'metrics-adapter',
];
export const fileNameOf = (part: string): string => (TAKEN.includes(part) ? `${part}-part` : part);

/** The key under which the Secret of a plan's secret holds it. */
export const SECRET_KEY = 'value';
/**
 * The key under which the Secret of a linked store, named after it, holds its address with user and
 * password. Deliveries read the same one.
 */
export const CONNECTION_KEY = 'url';

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

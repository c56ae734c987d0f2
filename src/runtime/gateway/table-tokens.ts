import { MONTH_MS, maybe, number, oneOf, record, text } from './members.ts';

/** How a token may be signed; never 'none'. */
export type Algorithm = 'HS256' | 'RS256' | 'ES256' | 'EdDSA';

/** How tokens are verified. */
export interface TableTokens {
  /** Path of a JSON file whose `values` are keys; it is read again with every table. */
  readonly key: string;
  /** The only one taken, whatever a token says. */
  readonly algorithm: Algorithm;
  readonly issuer?: string;
  readonly audience?: string;
  /** How far the clocks of who signs and of the gateway may be apart. */
  readonly skewMs: number;
  /** The cookie that carries it where the header does not. */
  readonly cookie?: string;
}

const ALGORITHMS = ['HS256', 'RS256', 'ES256', 'EdDSA'] as const;

export function readTokens(value: unknown): TableTokens {
  const tokens = record(value, 'tokens');
  return {
    key: text(tokens.key, 'tokens.key'),
    algorithm: oneOf(tokens.algorithm, ALGORITHMS, 'tokens.algorithm'),
    skewMs: number(tokens.skewMs, 'tokens.skewMs', 0, MONTH_MS),
    ...maybe(tokens, 'issuer', (issuer) => text(issuer, 'tokens.issuer')),
    ...maybe(tokens, 'audience', (audience) => text(audience, 'tokens.audience')),
    ...maybe(tokens, 'cookie', (cookie) => text(cookie, 'tokens.cookie')),
  };
}

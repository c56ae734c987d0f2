import type { SpanWords } from '#kernel';
import { makes, type Part } from './part.ts';
import { span } from './quantity.ts';
import { optional, record } from './shape.ts';

export interface SecretSpec {
  readonly rotate?: SpanWords;
}
/** A name, never a value: generated locally, a reference to the secret store elsewhere. */
export const secret = (name: string, spec: SecretSpec = {}): Secret => made(name, spec);
export type Secret = Part<'secret', SecretSpec>;
const made = makes<'secret', SecretSpec>('secret');

export interface ResolvedSecretSpec {
  readonly rotate?: number | undefined;
}
export const readSecret = record<ResolvedSecretSpec>({ rotate: optional(span) });

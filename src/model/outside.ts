import { makes, type Part } from './part.ts';
import { percent, span } from './quantity.ts';
import { flag, list, type Meaning, object, oneOf, optional, text, type Words } from './shape.ts';
import { readSiteName } from './site.ts';
import { dataClass } from './store.ts';

const externalFields = {
  /** What its owner promises. */
  availability: optional(percent),
  timeout: optional(span),
  /** ISO 3166-1 alpha-2, where its owner works on what it is sent. */
  country: optional(text),
  /** What it is sent. */
  sends: optional(list(dataClass)),
  /** The service works without it. */
  optional: optional(flag),
};
export interface ExternalSpec extends Words<typeof externalFields> {}
export interface ResolvedExternalSpec extends Meaning<typeof externalFields> {}
/** Somebody else's API. */
export const external = makes<'external', ExternalSpec>('external');
export type External = Part<'external', ExternalSpec>;
export const readExternal = object(externalFields);

const keyFields = {
  /** Who keeps it: 'kms', 'vault'. */
  managed: optional(text),
  on: optional(list(readSiteName)),
  rotate: optional(span),
  /** A copy that survives the loss of the site is kept apart. */
  escrow: optional(flag),
  use: optional(oneOf('data', 'backups', 'both')),
};
export interface KeySpec extends Words<typeof keyFields> {}
export interface ResolvedKeySpec extends Meaning<typeof keyFields> {}
/** An encryption key; never its value. */
export const key = makes<'key', KeySpec>('key');
export type Key = Part<'key', KeySpec>;
export const readKey = object(keyFields);

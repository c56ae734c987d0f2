import { randomBytes } from 'node:crypto';
import { readState, writeState } from './state-file.ts';

interface SecretFile {
  readonly version: 1;
  readonly current: number;
  readonly values: Readonly<Record<string, string>>;
}

export interface SecretValue {
  readonly version: number;
  readonly value: string;
}

/**
 * The current value of a secret, made on first use: 32 random bytes, in a file only its owner reads,
 * outside every release. A version of it belongs to a release.
 */
export function takeSecret(path: string): SecretValue {
  const known = readState<SecretFile>(path, 1);
  const file = known ?? {
    version: 1,
    current: 1,
    values: { 1: randomBytes(32).toString('base64url') },
  };
  if (!known) writeState(path, file, 0o600);
  return { version: file.current, value: file.values[file.current] ?? '' };
}

/** The value a release was made with. Falls back to the current one when that version was dropped. */
export function readSecret(path: string, version: number): SecretValue {
  const value = readState<SecretFile>(path, 1)?.values[version];
  return value === undefined ? takeSecret(path) : { version, value };
}

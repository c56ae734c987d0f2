import type { Text } from '#kernel';
import type { ResolvedAlert, ResolvedPart } from '#model';

/** What an alert says, for somebody who was asleep a minute ago. */
export interface Meaning {
  /** The field that fires. */
  readonly field: keyof ResolvedAlert;
  readonly fires: Text;
  readonly means: Text;
  readonly look: Text;
  readonly act: Text;
}

export type Kind = readonly [
  field: keyof ResolvedAlert,
  meaning: (alert: ResolvedAlert, of: ResolvedPart | undefined) => Omit<Meaning, 'field'>,
];

/** 'CPU above 80%'. */
export const over = (what: Text, value: Text): Text => ({
  en: `${what.en} above ${value.en}`,
  ko: `${what.ko} ${value.ko} 초과`,
});

import type { Text } from './text.ts';

/**
 * An expected operational failure: the world said no and the reader can act on it.
 * Callers branch on `code` or `retry`, never on words. Bugs are plain errors.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** Stable, `room/what`: `runtime/port-taken`. Listed in docs/failures.md. */
  readonly code: string;
  readonly text: Text;
  /** Starts with a verb. */
  readonly hint: Text | undefined;
  readonly retry: 'no' | 'later';

  constructor(
    code: string,
    text: Text,
    rest: { hint?: Text; retry?: 'no' | 'later'; cause?: unknown } = {},
  ) {
    super(text.en, { cause: rest.cause });
    this.code = code;
    this.text = text;
    this.hint = rest.hint;
    this.retry = rest.retry ?? 'no';
  }
}

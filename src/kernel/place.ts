/** A line somewhere: of a plan file, or of the document a statement retells. Lines count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** `file:line`, as editors and terminals make it clickable. */
export const printPlace = (place: Place): string => `${place.file}:${place.line}`;

/** A sentence a person reads, in every language Hanok speaks. Neither is a translation key. */
export interface Text {
  readonly en: string;
  readonly ko: string;
}

export type Language = keyof Text;

/** The same words in both languages: names, numbers, code. */
export const same = (words: string): Text => ({ en: words, ko: words });

/** DNS-safe: a lower-case letter, then letters, digits and single hyphens, at most 40. */
export const isName = (words: unknown): words is string =>
  typeof words === 'string' &&
  words.length <= 40 &&
  /^[a-z](?:[a-z0-9]|-(?=[a-z0-9]))*$/.test(words);

/** The environment variable prefix of a part: 'jwt-key' becomes 'JWT_KEY'. */
export const toVariable = (name: string): string => name.toUpperCase().replaceAll('-', '_');

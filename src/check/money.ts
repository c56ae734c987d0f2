import type { Text } from '#kernel';

/** Many months of many parts as one sum: 'web 2 × $36.04 + api 3 × $72.08'. */
export const sumWords = (
  parts: readonly { readonly subject: string; readonly words: string }[],
  nameOf: (subject: string) => string,
): string => parts.map((one) => `${nameOf(one.subject)} ${one.words}`).join(' + ');

export const listPrice: Text = {
  en: 'on-demand list price, before tax and traffic',
  ko: '정가 기준, 세금과 트래픽 제외',
};

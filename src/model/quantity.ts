import { type Limit, readLimit, readPercent, readRate, readSize, readSpan } from '#kernel';
import { quantity, type Reader } from './shape.ts';

/** Milliseconds. */
export const span: Reader<number> = quantity(
  readSpan,
  { en: 'a length of time', ko: '시간 길이' },
  '30 s',
);
/** Bytes. */
export const size: Reader<number> = quantity(
  readSize,
  { en: 'an amount of bytes', ko: '바이트 크기' },
  '512 MiB',
);
/** Requests per second. */
export const rate: Reader<number> = quantity(
  readRate,
  { en: 'a request rate', ko: '요청 처리율' },
  '100 rps',
);
/** 0 to 100. */
export const percent: Reader<number> = quantity(
  readPercent,
  { en: 'a percentage', ko: '백분율' },
  '99.9%',
);
/** A count per window. */
export const limit: Reader<Limit> = quantity(
  readLimit,
  { en: 'a limit per window', ko: '기간당 한도' },
  '100/min',
);

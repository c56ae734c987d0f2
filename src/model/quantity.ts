import {
  type Limit,
  type LimitWords,
  type MoneyWords,
  type PercentWords,
  type RateWords,
  readLimit,
  readMoney,
  readPercent,
  readRate,
  readSize,
  readSpan,
  type SizeWords,
  type SpanWords,
} from '#kernel';
import { quantity, type Reader } from './shape.ts';

/** Milliseconds. */
export const span: Reader<number, SpanWords> = quantity(
  readSpan,
  { en: 'a length of time', ko: '시간 길이' },
  '30 s',
);
/** Bytes. */
export const size: Reader<number, SizeWords> = quantity(
  readSize,
  { en: 'an amount of bytes', ko: '바이트 크기' },
  '512 MiB',
);
/** Requests per second. */
export const rate: Reader<number, RateWords> = quantity(
  readRate,
  { en: 'a request rate', ko: '요청 처리율' },
  '100 rps',
);
/** 0 to 100. */
export const percent: Reader<number, PercentWords> = quantity(
  readPercent,
  { en: 'a percentage', ko: '백분율' },
  '99.9%',
);
/** A count per window. */
export const limit: Reader<Limit, LimitWords> = quantity(
  readLimit,
  { en: 'a limit per window', ko: '기간당 한도' },
  '100/min',
);
/** US dollars. */
export const money: Reader<number, MoneyWords> = quantity(
  readMoney,
  { en: 'an amount of dollars', ko: '달러 금액' },
  '$1500',
);

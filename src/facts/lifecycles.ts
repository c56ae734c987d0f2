/** How long a line of versions is supported. */
export interface Lifecycle {
  readonly product: string;
  /** The line as its makers name it: '16', '7.2'. */
  readonly cycle: string;
  /** The last day of support, YYYY-MM-DD; null when none is announced. */
  readonly ends: string | null;
  /** Support is over, though nobody dated it. */
  readonly ended?: true;
  /** The day the row was read. */
  readonly asOf: string;
}

/** Compiled 2026-11-20 from endoflife.date; ends announced later are missing. */
export const LIFECYCLES: readonly Lifecycle[] = [
  { product: 'postgresql', cycle: '18', ends: '2030-11-14', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '17', ends: '2029-11-08', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '16', ends: '2028-11-09', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '15', ends: '2027-11-11', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '14', ends: '2026-11-12', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '13', ends: '2025-11-13', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '12', ends: '2024-11-21', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '11', ends: '2023-11-09', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '10', ends: '2022-11-10', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '9.6', ends: '2021-11-11', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '9.5', ends: '2021-02-11', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '9.4', ends: '2020-02-13', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '9.3', ends: '2018-11-08', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '9.2', ends: '2017-11-09', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '9.1', ends: '2016-10-27', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '9.0', ends: '2015-10-08', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '8.4', ends: '2014-07-24', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '8.3', ends: '2013-02-07', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '8.2', ends: '2011-12-05', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '8.1', ends: '2010-11-08', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '8.0', ends: '2010-10-01', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '7.4', ends: '2010-10-01', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '7.3', ends: '2007-11-27', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '7.2', ends: '2007-02-04', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '7.1', ends: '2006-04-13', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '7.0', ends: '2005-05-08', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '6.5', ends: '2004-06-09', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '6.4', ends: '2003-10-30', asOf: '2026-08-13' },
  { product: 'postgresql', cycle: '6.3', ends: '2003-03-01', asOf: '2026-08-13' },
  { product: 'redis', cycle: '8.10', ends: null, asOf: '2026-08-18' },
  { product: 'redis', cycle: '8.8', ends: null, asOf: '2026-08-18' },
  { product: 'redis', cycle: '8.6', ends: null, asOf: '2026-08-18' },
  { product: 'redis', cycle: '8.4', ends: null, asOf: '2026-08-18' },
  { product: 'redis', cycle: '8.2', ends: '2030-09-01', asOf: '2026-08-18' },
  { product: 'redis', cycle: '8.0', ends: '2026-12-01', asOf: '2026-08-18' },
  { product: 'redis', cycle: '7.4', ends: '2029-12-01', asOf: '2026-08-18' },
  { product: 'redis', cycle: '7.2', ends: '2029-12-01', asOf: '2026-08-18' },
  { product: 'redis', cycle: '7.0', ends: '2024-07-29', asOf: '2026-08-18' },
  { product: 'redis', cycle: '6.2', ends: '2027-04-01', asOf: '2026-08-18' },
  { product: 'redis', cycle: '6.0', ends: '2022-05-31', asOf: '2026-08-18' },
  { product: 'redis', cycle: '5.0', ends: '2022-04-27', asOf: '2026-08-18' },
  { product: 'valkey', cycle: '9.1', ends: null, asOf: '2026-07-23' },
  { product: 'valkey', cycle: '9.0', ends: '2028-10-21', asOf: '2026-07-23' },
  { product: 'valkey', cycle: '8.1', ends: '2030-03-31', asOf: '2026-07-23' },
  { product: 'valkey', cycle: '8.0', ends: '2027-09-15', asOf: '2026-07-23' },
  { product: 'valkey', cycle: '7.2', ends: '2029-04-16', asOf: '2026-07-23' },
];

/** Where each product's rows were read. */
export const LIFECYCLE_SOURCES: Readonly<Record<string, string>> = {
  postgresql:
    'https://github.com/endoflife-date/endoflife.date/blob/a70eca337600/products/postgresql.md',
  redis: 'https://github.com/endoflife-date/endoflife.date/blob/a70eca337600/products/redis.md',
  valkey: 'https://github.com/endoflife-date/endoflife.date/blob/a70eca337600/products/valkey.md',
};

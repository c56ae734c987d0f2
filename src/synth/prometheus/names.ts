/** What services count by themselves: requests by service and code, and how long they took. */
export const REQUESTS = 'http_requests_total';
export const LATENCY = 'http_request_duration_seconds';

/** Whose answers are put together. */
export type Level = 'system' | 'service' | 'route';

/** The recorded share of failed answers over a window. */
export const RATIO = (level: Level, window: string): string =>
  `${level}:http_errors:ratio_rate${window}`;
/** The recorded number of failed answers a second. */
export const RATE_ERRORS = 'service:http_errors:rate5m';
export const RATE_REQUESTS = 'service:http_requests:rate5m';
/** The recorded quantile over a window: `p95`. */
export const QUANTILE = (level: Level, share: string, window: string): string =>
  `${level}:${LATENCY}:${share}_rate${window}`;

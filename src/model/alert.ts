import type { PercentWords, SpanWords } from '#kernel';
import type { Gateway } from './gateway.ts';
import { isAuthored, makes, type Part } from './part.ts';
import { percent, span } from './quantity.ts';
import type { Service } from './service.ts';
import { expected, list, oneOf, optional, type Reader, record, refuse, required } from './shape.ts';

export interface ChannelSpec {
  readonly by: 'email' | 'slack' | 'sms' | 'webhook';
}
/** Where a notification goes; its address is a secret, never in the plan. */
export const channel = makes<'channel', ChannelSpec>('channel');
export type Channel = Part<'channel', ChannelSpec>;

export interface AlertSpec {
  readonly of: Service | Gateway;
  /** Fires above this share of failed answers. */
  readonly errorsAbove?: PercentWords;
  /** Fires when the 95th percentile is above this. */
  readonly slowerThan?: SpanWords;
  readonly for?: SpanWords;
  readonly severity?: 'info' | 'warning' | 'critical';
  readonly notify?: readonly Channel[];
}
/** Tells somebody when something leaves its bounds. */
export const alert = makes<'alert', AlertSpec>('alert');
export type Alert = Part<'alert', AlertSpec>;

export interface ResolvedAlertSpec {
  /** The part's name. */
  readonly of: string;
  readonly errorsAbove?: number | undefined;
  readonly slowerThan?: number | undefined;
  readonly for?: number | undefined;
  readonly severity?: string | undefined;
  /** The channels' names. */
  readonly notify?: readonly string[] | undefined;
}

const nameOf =
  (...kinds: readonly string[]): Reader<string> =>
  (value, reading) =>
    isAuthored(value, ...kinds)
      ? (value as Part).name
      : refuse(
          'plan/dangling-reference',
          reading,
          expected(value, { en: `a ${kinds.join(' or ')}`, ko: kinds.join(' 또는 ') }),
        );

export const readAlert = record<ResolvedAlertSpec>({
  of: required(nameOf('service', 'gateway')),
  errorsAbove: optional(percent),
  slowerThan: optional(span),
  for: optional(span),
  severity: optional(oneOf('info', 'warning', 'critical')),
  notify: optional(list(nameOf('channel'))),
});

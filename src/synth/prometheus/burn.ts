import { DAY, HOUR, MINUTE } from '#kernel';
import { plainNumber } from '../observe/words.ts';

/** What an objective of availability is kept over. */
export const PERIOD = 30 * DAY;

/** One pair of windows, and how much of the budget may be gone within the longer before it alerts. */
export interface Burn {
  readonly long: number;
  /** A twelfth of the longer: the alert ends soon after the errors do. */
  readonly short: number;
  /** Share of the period's budget that is gone when the longer window has burnt at the bound. */
  readonly spends: number;
  readonly severity: 'critical' | 'warning';
}

/**
 * Several windows and burn rates, after "The Site Reliability Workbook" (O'Reilly, 2018), chapter 5,
 * "Alerting on SLOs", method 6. A burn rate of 1 spends the budget in exactly the period; whatever
 * spends the share s of it in the window w burns at s × period / w. Over 30 days:
 *
 *     2% in 1 h: 0.02 × 720 h / 1 h = 14.4      5% in 6 h: 0.05 × 720 h / 6 h = 6
 *    10% in 1 d: 0.10 × 30 d / 1 d = 3         10% in 3 d: 0.10 × 30 d / 3 d = 1
 *
 * The first two wake somebody, the others can wait for the morning. The short window, a twelfth of
 * the long one, has to burn as fast, so that the alert ends soon after its cause.
 */
export const BURNS: readonly Burn[] = [
  { long: HOUR, short: 5 * MINUTE, spends: 0.02, severity: 'critical' },
  { long: 6 * HOUR, short: 30 * MINUTE, spends: 0.05, severity: 'critical' },
  { long: DAY, short: 2 * HOUR, spends: 0.1, severity: 'warning' },
  { long: 3 * DAY, short: 6 * HOUR, spends: 0.1, severity: 'warning' },
];

/** How many times faster than the period allows. */
export const factorOf = ({ long, spends }: Burn): number => plainNumber((spends * PERIOD) / long);

/** The share of failed answers above which a window burns too fast; availability in percent. */
export const boundOf = (burn: Burn, availability: number): number =>
  plainNumber(factorOf(burn) * (1 - availability / 100));

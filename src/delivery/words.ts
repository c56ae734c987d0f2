import { printSpan, type Text, withParticle } from '#kernel';
import type { Evidence } from './evidence.ts';
import { judgedSteps, type StepCounts } from './measure.ts';

/** E from its natural logarithm: '0.85', '9.2', '1,240', '10^12.3'. */
export function printE(logE: number): string {
  const log10 = logE / Math.LN10;
  if (log10 >= 6 || log10 <= -3) return `10^${log10.toFixed(1)}`;
  const e = Math.exp(logE);
  return e < 10 ? e.toPrecision(2) : printCount(e);
}

/** A whole number with separators: '12,400'. */
export const printCount = (count: number): string =>
  String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** A share 0 to 1 as percent with at most two digits after the point: '0.25%'. */
export const printShare = (share: number): string => `${Number((share * 100).toFixed(2))}%`;

/** The counts of the worst predicate over every judged weight, with E: the tail of every verdict. */
export function tellCounts(evidence: Evidence): Text {
  const worst = [...evidence.predicates].sort((a, b) => b.logE - a.logE)[0];
  if (!worst) return { en: 'nothing was counted', ko: '센 것이 없다' };
  const { candidate, stable } = sumOf(evidence, worst.id);
  const e = printE(evidence.logE);
  return {
    en: `${candidate.en} of the candidate and ${stable.en} of stable were bad (${worst.id}), E = ${e}`,
    ko: `후보 ${candidate.ko}, 안정판 ${withParticle(stable.ko, '이/가')} 나빴다(${worst.id}), E = ${e}`,
  };
}

function sumOf(evidence: Evidence, id: string): Record<'candidate' | 'stable', Text> {
  const tell = (side: 'candidate' | 'stable'): Text => {
    const steps = judgedSteps(evidence.measured);
    const units = printCount(steps.reduce((sum, step) => sum + step[side].units, 0));
    const bad = printCount(steps.reduce((sum, step) => sum + (step[side].bad[id] ?? 0), 0));
    return { en: `${bad} of ${units} units`, ko: `${units}단위 중 ${bad}단위` };
  };
  return { candidate: tell('candidate'), stable: tell('stable') };
}

/** "about 40 more candidate units, about 4 min": time from the rate at which this step got its own. */
export function tellMore(units: number, step: StepCounts | undefined, elapsedMs: number): Text {
  const perMs = elapsedMs > 0 ? (step?.candidate.units ?? 0) / elapsedMs : 0;
  const many = printCount(Math.ceil(units));
  if (perMs === 0)
    return {
      en: `about ${many} more candidate units are needed, and none is coming`,
      ko: `후보 단위가 약 ${many}개 더 필요한데 들어오지 않고 있다`,
    };
  const time = printSpan(units / perMs);
  return {
    en: `about ${many} more candidate units are needed, about ${time}`,
    ko: `후보 단위가 약 ${many}개 더 필요하다(약 ${time})`,
  };
}

/** One sentence after another, in each language. */
export const joined = (first: Text, second: Text): Text => ({
  en: `${first.en}; ${second.en}`,
  ko: `${first.ko}. ${second.ko}`,
});

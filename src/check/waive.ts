import type { Finding } from '#kernel';
import type { ResolvedWaiver } from '#model';

/** A finding somebody agreed to live with, and until when. */
export interface Waived {
  readonly finding: Finding;
  readonly waiver: ResolvedWaiver;
}

/** Takes waived findings out. An expired waiver waives nothing; one without a finding is reported. */
export function applyWaivers(
  found: readonly Finding[],
  waivers: readonly ResolvedWaiver[],
  asOf: string,
) {
  const live = waivers.filter((waiver) => waiver.until >= asOf);
  const waiverOf = (finding: Finding) => live.find((waiver) => covers(waiver, finding));
  const waived = found.flatMap((finding) => {
    const waiver = waiverOf(finding);
    return waiver ? [{ finding, waiver }] : [];
  });
  const stale = waivers.filter((waiver) => !waived.some((one) => one.waiver === waiver));
  const kept = found.filter((finding) => !waiverOf(finding));
  return { findings: [...kept, ...stale.map((waiver) => toFinding(waiver, asOf))], waived };
}

const covers = (waiver: ResolvedWaiver, finding: Finding): boolean =>
  waiver.rule === finding.code &&
  (waiver.path === undefined ||
    finding.path === waiver.path ||
    finding.path.startsWith(`${waiver.path}.`));

const toFinding = (waiver: ResolvedWaiver, asOf: string): Finding => ({
  code: waiver.until < asOf ? 'check/waiver-expired' : 'check/waiver-unused',
  severity: 'warning',
  at: waiver.at,
  path: waiver.path ?? 'waivers',
  message:
    waiver.until < asOf
      ? {
          en: `the waiver of ${waiver.rule} ended on ${waiver.until}`,
          ko: `${waiver.rule} 예외는 ${waiver.until}에 끝났다`,
        }
      : {
          en: `no finding of ${waiver.rule} is left to waive`,
          ko: `${waiver.rule}에 대해 예외로 둘 발견이 더는 없다`,
        },
  hint: {
    en: 'Remove the waiver, or renew it with a reason.',
    ko: '예외를 지우거나, 이유를 적고 연장한다.',
  },
});

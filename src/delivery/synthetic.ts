import type { Text } from '#kernel';
import type { Observation, Rollout } from './rollout.ts';

/**
 * Rounds of the smoke requests, sent to both sides, that end a hold with `afterHold: 'synthetic'`.
 * Nothing failed in n independent rounds bounds the failure share by 3/n with 95 % (the rule of three):
 * 3 % here. Synthetic requests are no units: E and D never see them.
 */
export const SYNTHETIC_ROUNDS = 100;

/** What follows from the rounds: as with smoke requests, one failure that stable does not share is enough. */
export type SyntheticVerdict = {
  readonly kind: 'begin' | 'wait' | 'fail' | 'invalid' | 'pass';
  readonly because: Text;
};

/** Judges the synthetic rounds of the step in force. */
export function judgeSynthetic(
  { rehearsing, step, policy }: Rollout,
  { rehearsal }: Pick<Observation, 'rehearsal'>,
): SyntheticVerdict {
  if (policy.smoke.length === 0) return { kind: 'invalid', because: NOTHING_TO_SEND };
  if (rehearsing?.step !== step) return { kind: 'begin', because: SENDING };
  if (!rehearsal) return { kind: 'wait', because: SENDING };
  const { rounds, failed } = rehearsal;
  const counts: Text = {
    en: `synthetic rounds ${rounds}, failed on the candidate ${failed.candidate}, on stable ${failed.stable}`,
    ko: `합성 요청 ${rounds}회, 후보 실패 ${failed.candidate}회, 안정판 실패 ${failed.stable}회`,
  };
  if (failed.candidate > 0 && failed.stable > 0)
    return {
      kind: 'invalid',
      because: {
        en: `both sides fail synthetic requests: ${counts.en}`,
        ko: `두 쪽 모두 합성 요청에 실패한다: ${counts.ko}`,
      },
    };
  if (failed.candidate > 0)
    return {
      kind: 'fail',
      because: {
        en: `synthetic requests fail on the candidate alone: ${counts.en}`,
        ko: `후보만 합성 요청에 실패한다: ${counts.ko}`,
      },
    };
  if (rounds < SYNTHETIC_ROUNDS) return { kind: 'wait', because: SENDING };
  const most = (300 / SYNTHETIC_ROUNDS).toFixed(0);
  return {
    kind: 'pass',
    because: {
      en: `not refuted: too few users, and ${counts.en} (a failure share above ${most}% would have shown, 95%)`,
      ko: `반증되지 않음: 사용자가 너무 적었고 ${counts.ko}(실패 비율이 ${most}%를 넘었다면 드러났다, 95%)`,
    },
  };
}

// No counts in it: the sentence is recorded whenever it changes.
const SENDING: Text = {
  en: 'too few users to judge by; synthetic requests are being sent to both sides',
  ko: '판정하기에는 사용자가 너무 적다. 두 쪽에 합성 요청을 보내는 중이다',
};
const NOTHING_TO_SEND: Text = {
  en: 'too few users to judge by, and the plan names no smoke request to send instead',
  ko: '판정하기에는 사용자가 너무 적고, 대신 보낼 스모크 요청이 계획에 없다',
};

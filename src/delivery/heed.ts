import type { Instant, Text } from '#kernel';
import { abort } from './decide.ts';
import type { Decision, Phase, Rollout } from './rollout.ts';

/** What a person asks of a rollout under way; `by` is a pseudonym. */
export type Wish =
  | { readonly kind: 'abort'; readonly by: string; readonly because: Text }
  | { readonly kind: 'pause' | 'resume' | 'approve' | 'go-on'; readonly by: string };

/** Phases in which a person can still change something. */
const OPEN: readonly Phase[] = ['warming', 'shifting', 'standing-by'];

/**
 * Does what a person asks. What cannot be done any more, or is done already, leaves the very same
 * rollout. A pause stops the step's clock and every move forward; what harms is taken back all the same.
 */
export function heed(rollout: Rollout, wish: Wish, now: Instant): Decision {
  if (!OPEN.includes(rollout.phase)) return leave(rollout);
  switch (wish.kind) {
    case 'abort':
      return abort(rollout, wish.because);
    case 'pause':
      return rollout.paused ? leave(rollout) : pause(rollout, wish.by, now);
    case 'resume':
      return rollout.paused ? resume(rollout, rollout.paused.at, now) : leave(rollout);
    case 'approve':
      return approve(rollout, wish.by, now);
    case 'go-on':
      return goOn(rollout, wish.by, now);
  }
}

const leave = (rollout: Rollout): Decision => ({
  next: rollout,
  actions: [],
  because: rollout.because,
});

const note = (next: Rollout, because: Text): Decision => ({
  next: { ...next, because },
  actions: [],
  because,
});

const pause = (rollout: Rollout, by: string, at: Instant): Decision =>
  note(
    { ...rollout, paused: { by, at } },
    {
      en: `paused: \`hanok rollout resume ${rollout.service}\` lets it go on`,
      ko: `멈춰 두었다. \`hanok rollout resume ${rollout.service}\`로 계속한다`,
    },
  );

function resume({ paused: _, ...rollout }: Rollout, since: Instant, now: Instant): Decision {
  const stood = now - since;
  return note(
    {
      ...rollout,
      stepStartedAt: rollout.stepStartedAt + stood,
      raisedAt: rollout.raisedAt + stood,
      ...(rollout.askedAt !== undefined && { askedAt: rollout.askedAt + stood }),
    },
    { en: 'it goes on after a pause', ko: '멈췄다가 다시 나아간다' },
  );
}

/** One person counts once, with the latest word. */
function approve(rollout: Rollout, by: string, at: Instant): Decision {
  if (!rollout.gate?.approval || rollout.phase !== 'warming') return leave(rollout);
  const others = (rollout.approvals ?? []).filter((one) => one.by !== by);
  const approvals = [...others, { by, at }];
  const of = rollout.gate.approval.by;
  return note(
    { ...rollout, approvals },
    {
      en: `approved by ${approvals.length} of ${of}`,
      ko: `${of}명 중 ${approvals.length}명이 승인했다`,
    },
  );
}

/** Goes past a hold of this weight: not enough evidence is a person's decision, harm never is. */
function goOn(rollout: Rollout, by: string, at: Instant): Decision {
  if (rollout.phase !== 'shifting' || rollout.goOn?.step === rollout.step) return leave(rollout);
  return note(
    { ...rollout, goOn: { by, at, step: rollout.step } },
    {
      en: `a person lets it go on from ${rollout.weight}% without enough evidence`,
      ko: `증거는 모자라지만 사람이 ${rollout.weight}%에서 나아가게 했다`,
    },
  );
}

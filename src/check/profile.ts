import { type Finding, isAtLeast, nearest, type Severity, withParticle } from '#kernel';
import type { ResolvedPlan } from '#model';
import { PROFILES, type Profile } from './profiles.ts';

/**
 * Gives findings the severities that the plan's profiles and the ones named beside it say; `off`
 * takes them out. Where profiles differ, the gravest counts: a law is not softened by a prototype.
 * A profile that the plan names and nobody knows is a finding.
 */
export function applyProfiles(
  found: readonly Finding[],
  plan: ResolvedPlan,
  beside: readonly string[],
): readonly Finding[] {
  const own = plan.policy.profiles ?? [];
  const names = [...new Set([...own, ...beside])];
  const profiles = PROFILES.filter((one) => names.includes(one.name));
  const judged = found.flatMap((finding) => {
    const said = severityBy(profiles, finding.code);
    if (said === undefined) return [finding];
    return said === 'off' ? [] : [{ ...finding, severity: said }];
  });
  return [...judged, ...names.filter((name) => !isKnown(name)).map((name) => unknown(name, plan))];
}

const isKnown = (name: string): boolean => PROFILES.some((one) => one.name === name);

type Said = Severity | 'off';

function severityBy(profiles: readonly Profile[], code: string): Said | undefined {
  if (/^(plan|check)\//.test(code)) return undefined;
  return profiles
    .flatMap((one) => saidBy(one, code) ?? [])
    .reduce<Said | undefined>(
      (worst, one) => (worst === undefined ? one : graver(worst, one)),
      undefined,
    );
}

const saidBy = ({ rules }: Profile, code: string): Said | undefined =>
  rules[code] ?? rules[`${code.split('/')[0]}/*`] ?? rules['*'];

const graver = (a: Said, b: Said): Said => {
  if (a === 'off') return b;
  return b === 'off' || isAtLeast(a, b) ? a : b;
};

function unknown(name: string, plan: ResolvedPlan): Finding {
  const names = PROFILES.map((one) => one.name);
  const near = nearest(name, names);
  const list = names.map((one) => `'${one}'`).join(', ');
  return {
    code: 'check/unknown-profile',
    severity: 'error',
    at: plan.at,
    path: 'profiles',
    message: {
      en: `there is no profile '${name}'`,
      ko: `${withParticle(`'${name}'`, '이라/라')}는 프로필은 없다`,
    },
    hint: near
      ? { en: `Write '${near}'.`, ko: `${withParticle(`'${near}'`, '이라/라')}고 쓴다.` }
      : { en: `Use one of: ${list}.`, ko: `다음 중 하나를 쓴다: ${list}.` },
  };
}

import { check, type Rule, rules, type Waived } from '#check';
import { Failure, type Finding, sortFindings } from '#kernel';
import type { ResolvedPlan } from '#model';
import type { LoadedPlan } from './load-plan.ts';

/** What check has to say of one environment. */
export interface CheckedEnvironment {
  readonly environment: string;
  readonly findings: readonly Finding[];
  readonly waived: readonly Waived[];
}
export interface CheckReport {
  readonly file: string;
  readonly plan: string;
  readonly asOf: string;
  readonly rules: number;
  readonly environments: readonly CheckedEnvironment[];
}

/** Findings of every environment, or of the one named. Pure in the loaded plan. */
export function checkPlan(
  loaded: LoadedPlan,
  only: string | undefined,
  asOf?: string,
): CheckReport {
  const chosen = Object.entries(loaded.environments).filter(
    ([name]) => only === undefined || name === only,
  );
  if (chosen.length === 0) throw unknownEnvironment(only ?? '', loaded);
  const plans = chosen.flatMap(([, resolution]) => resolution.plan ?? []);
  const environments = chosen.map(([environment, { plan, findings }]) => {
    const checked = plan ? check(plan, rules, asOf) : { findings: [], waived: [] };
    return {
      environment,
      findings: sortFindings([...findings, ...checked.findings]),
      waived: checked.waived,
    };
  });
  return {
    file: loaded.file,
    plan: plans[0]?.name ?? '?',
    asOf: asOf ?? plans[0]?.asOf ?? '?',
    rules: rules.length,
    environments,
  };
}

/** The plan of one environment, or the findings that keep it from being read. */
export function planOf(loaded: LoadedPlan, environment: string): ResolvedPlan {
  const resolution = loaded.environments[environment];
  if (!resolution) throw unknownEnvironment(environment, loaded);
  if (resolution.plan) return resolution.plan;
  const first = resolution.findings[0];
  const words = { en: first?.message.en ?? '', ko: first?.message.ko ?? '' };
  throw new Failure(
    'app/plan-has-findings',
    { en: `the plan cannot be read: ${words.en}`, ko: `계획을 읽을 수 없다: ${words.ko}` },
    {
      hint: {
        en: 'Run `hanok check` to see every finding with its line.',
        ko: '`hanok check`로 모든 발견과 그 줄을 본다.',
      },
    },
  );
}

export const findRule = (id: string): Rule | undefined => rules.find((rule) => rule.id === id);
export const ruleIds = (): readonly string[] => rules.map((rule) => rule.id);

function unknownEnvironment(name: string, loaded: LoadedPlan): Failure {
  const names = Object.keys(loaded.environments).join(', ');
  return new Failure('usage/unknown-environment', {
    en: `the plan has no environment '${name}'; it has ${names}`,
    ko: `계획에 '${name}' 환경이 없다. 있는 환경: ${names}`,
  });
}

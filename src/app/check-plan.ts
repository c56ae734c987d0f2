import {
  type Baseline,
  type BaselineEntry,
  check,
  fingerprintOf,
  hideKnown,
  PROFILES,
  type Rule,
  rules,
  toldOf,
  type Waived,
} from '#check';
import { didYouMean, Failure, type Finding, sortFindings, type Text } from '#kernel';
import type { Resolution, ResolvedPlan } from '#model';
import type { LoadedPlan } from './load-plan.ts';

/** What check has to say of one environment. */
export interface CheckedEnvironment {
  readonly environment: string;
  readonly findings: readonly Finding[];
  readonly waived: readonly Waived[];
  /** What the baseline knows; not among the findings. */
  readonly known: readonly Finding[];
}
export interface CheckReport {
  readonly file: string;
  readonly plan: string;
  readonly asOf: string;
  readonly rules: number;
  /** The plan's own and the ones named beside it. */
  readonly profiles: readonly string[];
  readonly environments: readonly CheckedEnvironment[];
}
export interface CheckPlanSpec {
  readonly asOf?: string | undefined;
  readonly profiles?: readonly string[] | undefined;
  readonly baseline?: KnownFindings | undefined;
}
/** A baseline as it was read. */
export interface KnownFindings {
  readonly baseline: Baseline;
  readonly file: string;
  /** The line of the file that an entry stands on. */
  readonly lineOf: (entry: BaselineEntry) => number;
}

/** Findings of every environment, or of the one named. Pure in the loaded plan. */
export function checkPlan(
  loaded: LoadedPlan,
  only: string | undefined,
  spec: CheckPlanSpec = {},
): CheckReport {
  const chosen = Object.entries(loaded.environments).filter(
    ([name]) => only === undefined || name === only,
  );
  if (chosen.length === 0) throw unknownEnvironment(only ?? '', loaded);
  for (const name of spec.profiles ?? [])
    if (!PROFILES.some((one) => one.name === name)) throw unknownProfile(name);
  const plans = chosen.flatMap(([, resolution]) => resolution.plan ?? []);
  const own = plans[0]?.policy.profiles ?? [];
  return {
    file: loaded.file,
    plan: plans[0]?.name ?? '?',
    asOf: spec.asOf ?? plans[0]?.asOf ?? '?',
    rules: rules.length,
    profiles: [...new Set([...own, ...(spec.profiles ?? [])])],
    environments: chosen.map(([environment, resolution]) =>
      checkOne(environment, resolution, spec),
    ),
  };
}

function checkOne(
  environment: string,
  { plan, findings: malformed }: Resolution,
  spec: CheckPlanSpec,
): CheckedEnvironment {
  const checked = plan ? check(plan, rules, spec) : { findings: [], waived: [] };
  const all = [...malformed, ...checked.findings].map(withFingerprint);
  if (!spec.baseline || !plan)
    return { environment, findings: sortFindings(all), waived: checked.waived, known: [] };
  const { findings, known, gone } = hideKnown(
    { environment, findings: all },
    spec.baseline.baseline,
  );
  const notes = gone.map((entry) => goneFinding(entry, spec.baseline as KnownFindings));
  return {
    environment,
    findings: sortFindings([...findings, ...notes]),
    waived: checked.waived,
    known: sortFindings(known),
  };
}

const withFingerprint = (finding: Finding): Finding =>
  finding.fingerprint === undefined ? { ...finding, fingerprint: fingerprintOf(finding) } : finding;

const goneFinding = (entry: BaselineEntry, { file, lineOf }: KnownFindings): Finding =>
  withFingerprint({
    code: 'check/baseline-unmatched',
    severity: 'info',
    at: { file, line: lineOf(entry) },
    path: entry.path,
    message: {
      en: `the baseline knows ${entry.rule} at ${entry.path}, and it is not found any more`,
      ko: `기준선에 있는 ${entry.rule}(${entry.path})은 더는 발견되지 않는다`,
    },
    hint: {
      en: 'Write the baseline again, so that it cannot hide this one when it comes back.',
      ko: '같은 문제가 다시 생겼을 때 가려지지 않게 기준선을 다시 쓴다.',
    },
  });

/** The plan of one environment, or the findings that keep it from being read. */
export function planOf(loaded: LoadedPlan, environment: string): ResolvedPlan {
  const resolution = loaded.environments[environment];
  if (!resolution) throw unknownEnvironment(environment, loaded);
  if (resolution.plan) return resolution.plan;
  throw unreadable(resolution.findings[0]);
}

/** Why nothing can go on with a plan that could not be read. */
export function unreadable(first: Finding | undefined): Failure {
  const words = { en: first?.message.en ?? '', ko: first?.message.ko ?? '' };
  return new Failure(
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
/** What a rule is about, for those who print it. */
export type RuleText = Pick<Rule, 'id' | 'severity' | 'title' | 'why' | 'fix'>;
export const rulesById = (): ReadonlyMap<string, RuleText> =>
  new Map(rules.map((rule) => [rule.id, rule]));
/** What a rule says of each of its examples; those it is silent on are right. */
export const examplesOf = (
  rule: Rule,
): readonly { readonly name: string; readonly told: Text | undefined }[] =>
  [...rule.examples().fail, ...rule.examples().pass].map((plan) => ({
    name: plan.name,
    told: toldOf(rule, plan)[0],
  }));
export const ruleIds = (): readonly string[] => rules.map((rule) => rule.id);

function unknownEnvironment(name: string, loaded: LoadedPlan): Failure {
  const names = Object.keys(loaded.environments);
  return new Failure(
    'usage/unknown-environment',
    {
      en: `the plan has no environment '${name}'; it has ${names.join(', ')}`,
      ko: `계획에 '${name}' 환경이 없다. 있는 환경: ${names.join(', ')}`,
    },
    didYouMean(name, names),
  );
}

function unknownProfile(name: string): Failure {
  const names = PROFILES.map((one) => one.name);
  return new Failure(
    'usage/unknown-profile',
    {
      en: `there is no profile '${name}'; there is ${names.join(', ')}`,
      ko: `'${name}' 프로필은 없다. 있는 프로필: ${names.join(', ')}`,
    },
    didYouMean(name, names),
  );
}

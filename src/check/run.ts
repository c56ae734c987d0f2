import { type Finding, type Place, same, sortFindings } from '#kernel';
import type { Fact, ResolvedPlan } from '#model';
import { collectFacts } from './collect.ts';
import { fingerprintOf } from './fingerprint.ts';
import { applyProfiles } from './profile.ts';
import type { Report, Rule, Subject } from './rule.ts';
import { applyWaivers, type Waived } from './waive.ts';

export interface Checked {
  /** Sorted; waived ones are not among them. */
  readonly findings: readonly Finding[];
  readonly waived: readonly Waived[];
}

export interface CheckSpec {
  /** The day the plan is judged by; its own when nothing is said. */
  readonly asOf?: string | undefined;
  /** Profiles beside the plan's own. */
  readonly profiles?: readonly string[] | undefined;
}

/** Runs every rule on a resolved plan. Pure; a rule that crashes becomes a finding. */
export function check(plan: ResolvedPlan, rules: readonly Rule[], spec: CheckSpec = {}): Checked {
  const asOf = spec.asOf ?? plan.asOf;
  const subject: Subject = { plan, facts: collectFacts(plan), asOf };
  const raw = rules.flatMap((rule) => runOne(rule, subject));
  const found = applyProfiles(raw, plan, spec.profiles ?? []);
  const { findings, waived } = applyWaivers(found, plan.waivers, asOf);
  return { findings: sortFindings(mergeSame(findings)), waived };
}

/** What two lines of a document say alike is one finding with both lines. */
function mergeSame(findings: readonly Finding[]): Finding[] {
  const same = Map.groupBy(findings, (one) => `${one.code} ${one.path} ${one.message.en}`);
  return [...same.values()].flatMap(([first, ...rest]) => {
    if (!first || rest.length === 0) return first ? [first] : [];
    const others = rest.flatMap((one) => [one.at, ...(one.related ?? [])]);
    const related = unique([...(first.related ?? []), ...others]).filter(
      (place) => place.file !== first.at.file || place.line !== first.at.line,
    );
    const document = [...new Set([first, ...rest].flatMap((one) => one.document ?? []))];
    return [
      {
        ...first,
        ...(related.length > 0 && { related }),
        ...(document.length > 0 && { document }),
      },
    ];
  });
}

function runOne(rule: Rule, subject: Subject): Finding[] {
  const found: Finding[] = [];
  try {
    rule.check(subject, (report) => found.push(toFinding(rule, report, subject.plan.at)));
  } catch (cause) {
    found.push({
      code: 'check/rule-crashed',
      severity: 'error',
      at: subject.plan.at,
      path: 'plan',
      message: same(`${rule.id}: ${String(cause)}`),
    });
  }
  return found;
}

function toFinding(rule: Rule, report: Report, plan: Place): Finding {
  const because = report.because.flatMap(rootsOf);
  const places = [...(report.at ? [report.at] : []), ...because.map((fact) => fact.at)];
  const at = places[0] ?? plan;
  const related = places.filter((place) => place.line !== at.line || place.file !== at.file);
  const document = [...new Set(because.flatMap((fact) => fact.document ?? []))];
  return {
    code: rule.id,
    severity: report.severity ?? rule.severity,
    at,
    path: report.path,
    message: report.message,
    hint: report.hint ?? rule.fix,
    fingerprint: fingerprintOf({ code: rule.id, ...report }, because),
    ...(related.length > 0 && { related: unique(related) }),
    ...(document.length > 0 && { document }),
  };
}

/** What a derived fact came from stands for it; its own line when it came from nothing. */
const rootsOf = (fact: Fact): readonly Fact[] =>
  fact.from && fact.from.length > 0 ? fact.from.flatMap(rootsOf) : [fact];

const unique = (places: readonly Place[]): readonly Place[] =>
  places.filter(
    (place, index) =>
      places.findIndex((one) => one.file === place.file && one.line === place.line) === index,
  );

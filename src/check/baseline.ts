import type { Finding } from '#kernel';

/** A finding that was there when the checker was adopted. */
export interface BaselineEntry {
  readonly rule: string;
  readonly path: string;
  readonly fingerprint: string;
  /** Where it was found; in another environment it is new. */
  readonly environments: readonly string[];
}
/** What is known and not shown again. Sorted, so that two of them can be compared line by line. */
export interface Baseline {
  readonly version: 1;
  readonly entries: readonly BaselineEntry[];
}

interface Found {
  readonly environment: string;
  readonly findings: readonly Finding[];
}

/** Only what rules found can be known: a plan that cannot be read, or an ended waiver, cannot. */
const isRules = (finding: Finding): boolean => !/^(plan|check)\//.test(finding.code);

/** The present findings as a baseline; entries of environments not looked at are kept. */
export function baselineOf(found: readonly Found[], before?: Baseline): Baseline {
  const looked = found.map((one) => one.environment);
  const kept = (before?.entries ?? []).flatMap((entry) =>
    entry.environments
      .filter((environment) => !looked.includes(environment))
      .map((environment) => ({ ...entry, environment })),
  );
  const present = found.flatMap(({ environment, findings }) =>
    findings.filter(isRules).map(({ code, path, fingerprint = '' }) => ({
      rule: code,
      path,
      fingerprint,
      environment,
    })),
  );
  const groups = Map.groupBy([...kept, ...present], (one) => one.fingerprint);
  const entries = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const environments = [...new Set(group.map((one) => one.environment))].sort();
    return [{ rule: first.rule, path: first.path, fingerprint: first.fingerprint, environments }];
  });
  return { version: 1, entries: entries.sort(inOrder) };
}

const inOrder = (a: BaselineEntry, b: BaselineEntry): number =>
  compare(a.rule, b.rule) || compare(a.path, b.path) || compare(a.fingerprint, b.fingerprint);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export interface Sifted {
  /** What the baseline does not know. */
  readonly findings: readonly Finding[];
  readonly known: readonly Finding[];
  /** Entries of this environment that nothing matches any more. */
  readonly gone: readonly BaselineEntry[];
}

/** Parts the findings of one environment into known and new. */
export function hideKnown(
  { environment, findings }: Found,
  { entries }: Pick<Baseline, 'entries'>,
): Sifted {
  const here = entries.filter((entry) => entry.environments.includes(environment));
  const prints = new Set(here.map((entry) => entry.fingerprint));
  const isKnown = (finding: Finding) =>
    isRules(finding) && finding.fingerprint !== undefined && prints.has(finding.fingerprint);
  const known = findings.filter(isKnown);
  const met = new Set(known.map((finding) => finding.fingerprint));
  return {
    findings: findings.filter((finding) => !isKnown(finding)),
    known,
    gone: here.filter((entry) => !met.has(entry.fingerprint)),
  };
}

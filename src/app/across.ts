import { type Finding, type Place, printPlace, sortFindings } from '#kernel';
import type { CheckReport } from './check-plan.ts';

/** A finding as it is told: once, with the environments it was found in. */
export interface Told {
  readonly finding: Finding;
  readonly environments: readonly string[];
}

/** Findings of all environments, the same one only once, gravest first. */
export function acrossEnvironments({
  environments,
}: Pick<CheckReport, 'environments'>): readonly Told[] {
  const all = environments.flatMap(({ environment, findings }) =>
    findings.map((finding) => ({ finding, environment })),
  );
  const groups = Map.groupBy(all, ({ finding }) => sameness(finding));
  const told = [...groups.values()].map((group) => ({
    finding: join(group.map((one) => one.finding)),
    environments: [...new Set(group.map((one) => one.environment))],
  }));
  const order = sortFindings(told.map((one) => one.finding));
  const rank = new Map(order.map((finding, index) => [finding, index]));
  return told.sort((a, b) => (rank.get(a.finding) ?? 0) - (rank.get(b.finding) ?? 0));
}

const sameness = ({ severity, code, at, path, message, hint }: Finding): string =>
  JSON.stringify([severity, code, at, path, message.en, message.ko, hint?.en]);

/** One environment may stand on lines that another does not. */
function join(findings: readonly Finding[]): Finding {
  const [first, ...rest] = findings;
  if (!first || rest.length === 0) return first as Finding;
  const related = byKey(
    findings.flatMap((one) => one.related ?? []),
    printPlace,
  );
  const document = [...new Set(findings.flatMap((one) => one.document ?? []))];
  return {
    ...first,
    ...(related.length > 0 && { related }),
    ...(document.length > 0 && { document }),
  };
}

const byKey = (places: readonly Place[], keyOf: (place: Place) => string): readonly Place[] => [
  ...new Map(places.map((place) => [keyOf(place), place])).values(),
];

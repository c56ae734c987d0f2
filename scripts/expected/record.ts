import { readFileSync } from 'node:fs';
import type { Found } from './found.ts';

export interface Words {
  readonly en: string;
  readonly ko: string;
}
/** A finding that is expected: rule and path are written by hand, the lines are filled in. */
export interface Sighting {
  readonly rule: string;
  readonly path: string;
  /** A piece of the English message, where rule and path alone name several findings. */
  readonly saying?: string;
  readonly plan: readonly string[];
  readonly document: readonly string[];
}
interface Fault {
  readonly fault: string;
  readonly says: Words;
  /** What a checker needs to see it: PLAN, EOL, PRICE, CATALOG; SNIPPET and LAW no plan shows. */
  readonly detect: string;
}
interface Seen extends Fault {
  readonly findings: readonly Sighting[];
}
interface Other {
  /** Why the findings are true of the plan, though no listed fault names them. */
  readonly because: Words;
  readonly findings: readonly Sighting[];
}
interface Unseen extends Fault {
  readonly why: Words;
}
/** What the checker is expected to find in a document as it is written, and what it cannot. */
export interface Expected {
  readonly faults: readonly Seen[];
  readonly others: readonly Other[];
  readonly unseen: readonly Unseen[];
}

export const recordFile = (folder: string): string => `examples/${folder}/expected.json`;
export const readRecord = (root: URL, folder: string): Expected =>
  JSON.parse(readFileSync(new URL(recordFile(folder), root), 'utf8')) as Expected;

/** A plan can show it: it needs more than a script's text or the law. */
export const showable = ({ detect }: Pick<Fault, 'detect'>): boolean =>
  /PLAN|EOL|PRICE|CATALOG/.test(detect);

export const isOf = (sighting: Sighting, found: Found): boolean =>
  sighting.rule === found.rule &&
  sighting.path === found.path &&
  (sighting.saying === undefined || found.message.includes(sighting.saying));

/** Every sighting of a record, also the ones that serve several faults. */
export const sightingsOf = ({ faults, others }: Expected): readonly Sighting[] =>
  [...faults, ...others].flatMap((one) => one.findings);

/** The record with the lines of today; what no longer occurs is gone from it. */
export function refreshed(record: Expected, found: readonly Found[]): Expected {
  const today = <T extends { readonly findings: readonly Sighting[] }>(one: T): T => ({
    ...one,
    findings: one.findings.flatMap((sighting) => atLines(sighting, found)),
  });
  return {
    faults: record.faults.map(today),
    others: record.others.map(today).filter((one) => one.findings.length > 0),
    unseen: record.unseen,
  };
}

function atLines(sighting: Sighting, found: readonly Found[]): Sighting[] {
  const one = found.find((each) => isOf(sighting, each));
  if (!one) return [];
  const { rule, path, saying } = sighting;
  const { plan, document } = one;
  return [{ rule, path, ...(saying !== undefined && { saying }), plan, document }];
}

/** What only a person can settle: a finding without a place, two places, a fault nobody sees. */
export function unsettled(record: Expected, found: readonly Found[]): readonly string[] {
  const mapped = record.faults.flatMap((one) => one.findings);
  const other = record.others.flatMap((one) => one.findings);
  const placed = found.flatMap((one) => {
    const serves = mapped.some((sighting) => isOf(sighting, one));
    const stands = other.filter((sighting) => isOf(sighting, one)).length;
    const name = `${one.rule} ${one.path}: ${one.message}`;
    if (!serves && stands === 0) return [`has no place: ${name}`];
    return stands + Number(serves) > 1 ? [`has several places: ${name}`] : [];
  });
  const vague = [...mapped, ...other]
    .filter((sighting) => found.filter((one) => isOf(sighting, one)).length > 1)
    .map((sighting) => `names several findings: ${sighting.rule} ${sighting.path}`);
  const lost = record.faults
    .filter((one) => !one.findings.some((sighting) => found.some((each) => isOf(sighting, each))))
    .map((one) => `is seen by no finding any more: ${one.fault}`);
  return [...placed, ...new Set(vague), ...lost];
}

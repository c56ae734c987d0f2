import { basename } from 'node:path';
import { checkPlan, loadPlan, planSource } from '#app';
import type { Finding } from '#kernel';
import type { System } from './systems.ts';

/** A finding, as the record of a system compares it. */
export interface Found {
  readonly rule: string;
  readonly path: string;
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly plan: readonly string[];
  readonly document: readonly string[];
}
const examples = new URL('../../examples/', import.meta.url);

/** What the checker says of a plan of a system, by environment. */
export async function findingsOf(
  folder: System['folder'],
  file: 'as-written.plan.ts' | 'hanok.plan.ts',
): Promise<ReadonlyMap<string, readonly Found[]>> {
  const loaded = await loadPlan(planSource, file, new URL(`${folder}/`, examples).pathname);
  const report = checkPlan(loaded, undefined);
  return new Map(report.environments.map((one) => [one.environment, one.findings.map(toFound)]));
}

/** What the checker says of the production of a document as it is written. */
export async function foundIn(folder: System['folder']): Promise<readonly Found[]> {
  return (await findingsOf(folder, 'as-written.plan.ts')).get('production') ?? [];
}

const toFound = (finding: Finding): Found => ({
  rule: finding.code,
  path: finding.path,
  severity: finding.severity,
  message: finding.message.en,
  plan: [finding.at, ...(finding.related ?? [])].map(
    (place) => `${basename(place.file)}:${place.line}`,
  ),
  document: finding.document ?? [],
});

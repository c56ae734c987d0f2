import type { Text } from '#kernel';
import { environmentNames, type Plan, resolve } from '#model';
import type { Rule } from './rule.ts';
import { check } from './run.ts';

/** What a rule says of a plan in its first environment: its page shows this of its own examples. */
export function toldOf(rule: Rule, plan: Plan): readonly Text[] {
  const { plan: resolved } = resolve(plan, environmentNames(plan)[0] ?? 'local');
  return resolved ? check(resolved, [rule]).findings.map((finding) => finding.message) : [];
}

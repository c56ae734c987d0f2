import type { Rule } from './rule.ts';
import * as generated from './rules.gen.ts';

/** Every rule, by id. */
export const rules: readonly Rule[] = Object.values(generated);
export { collectFacts } from './collect.ts';
export type { FactBase } from './fact-base.ts';
export { defineRule, type Report, type Rule, type Subject } from './rule.ts';
export { type Checked, check } from './run.ts';
export type { Waived } from './waive.ts';

import type { Rule } from './rule.ts';
import * as generated from './rules.gen.ts';

/** Every rule, by id. */
export const rules: readonly Rule[] = Object.values(generated);
export { type Baseline, type BaselineEntry, baselineOf, hideKnown } from './baseline.ts';
export { collectFacts } from './collect.ts';
export type { FactBase } from './fact-base.ts';
export { fingerprintOf } from './fingerprint.ts';
export { PROFILES, type Profile } from './profiles.ts';
export { defineRule, type Report, type Rule, type Subject } from './rule.ts';
export { type Checked, type CheckSpec, check } from './run.ts';
export { toldOf } from './told.ts';
export type { Waived } from './waive.ts';

import { FEATURE_NAMES } from '../model/features.ts';
import type { Recipe } from './trainer.ts';

export interface Version extends Recipe {
  readonly features: readonly string[];
}

const inTimeOnly = FEATURE_NAMES.filter((name) => !/band|rhythm|period|skewness/.test(name));

const thorough: Version = {
  trees: 80,
  depth: 14,
  minLeaf: 5,
  tries: 8,
  seed: 20261101,
  features: FEATURE_NAMES,
};

/** How each shipped version is made. */
export const VERSIONS: Readonly<Record<string, Version>> = {
  '2026.11.0': {
    trees: 15,
    depth: 8,
    minLeaf: 10,
    tries: 8,
    seed: 20261100,
    features: inTimeOnly,
  },
  '2026.11.1': thorough,
};

/** The recipe of a shipped version; any other name is made like the best one. */
export function versionNamed(name: string): Version {
  return VERSIONS[name] ?? thorough;
}

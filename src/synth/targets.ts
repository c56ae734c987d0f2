import { compose } from './compose/target.ts';
import { docker } from './docker/target.ts';
import { githubActions } from './github-actions/target.ts';
import { runbook } from './runbook/target.ts';
import type { Target } from './target.ts';

/** Every target, in the order of the help page. */
export const TARGETS: readonly Target[] = [githubActions, docker, compose, runbook];

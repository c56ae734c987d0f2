import { compose } from './compose/target.ts';
import { databases } from './databases/target.ts';
import { docker } from './docker/target.ts';
import { githubActions } from './github-actions/target.ts';
import { haproxy } from './haproxy/index.ts';
import { hosts } from './hosts/target.ts';
import { kubernetes } from './kubernetes/target.ts';
import { nginx } from './nginx/index.ts';
import { runbook } from './runbook/target.ts';
import type { Target } from './target.ts';

/** Every target, in the order of the help page. */
export const TARGETS: readonly Target[] = [
  nginx,
  haproxy,
  kubernetes,
  githubActions,
  docker,
  compose,
  hosts,
  databases,
  runbook,
];

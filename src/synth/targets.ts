import { alertmanager } from './alertmanager/index.ts';
import { compose } from './compose/target.ts';
import { databases } from './databases/target.ts';
import { docker } from './docker/target.ts';
import { githubActions } from './github-actions/target.ts';
import { grafana } from './grafana/index.ts';
import { haproxy } from './haproxy/index.ts';
import { hosts } from './hosts/target.ts';
import { kubernetes } from './kubernetes/target.ts';
import { logs } from './logs/index.ts';
import { nginx } from './nginx/index.ts';
import { prometheus } from './prometheus/index.ts';
import { runbook } from './runbook/target.ts';
import type { Target } from './target.ts';
import { terraform } from './terraform/target.ts';

/** Every target, in the order of the help page. */
export const TARGETS: readonly Target[] = [
  terraform,
  kubernetes,
  nginx,
  haproxy,
  prometheus,
  alertmanager,
  grafana,
  logs,
  githubActions,
  docker,
  compose,
  hosts,
  databases,
  runbook,
];

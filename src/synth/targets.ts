import { alertmanager } from './alertmanager/index.ts';
import { grafana } from './grafana/index.ts';
import { haproxy } from './haproxy/index.ts';
import { logs } from './logs/index.ts';
import { nginx } from './nginx/index.ts';
import { prometheus } from './prometheus/index.ts';
import type { Target } from './target.ts';

/** Every target, in the order of the help page. */
export const TARGETS: readonly Target[] = [nginx, haproxy, prometheus, alertmanager, grafana, logs];

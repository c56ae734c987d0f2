import { haproxy } from './haproxy/index.ts';
import { kubernetes } from './kubernetes/target.ts';
import { nginx } from './nginx/index.ts';
import type { Target } from './target.ts';
import { terraform } from './terraform/target.ts';

/** Every target, in the order of the help page. */
export const TARGETS: readonly Target[] = [nginx, haproxy, kubernetes, terraform];

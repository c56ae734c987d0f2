import { fileURLToPath } from 'node:url';
import { gatewayControl } from '../gateway/control-client.ts';
import type { Layout } from '../layout.ts';
import type { Recipe } from './recipe.ts';

/** `.ts` beside the sources, `.js` beside what was built from them. */
const SUFFIX = import.meta.url.slice(-3);
const MAIN = fileURLToPath(new URL(`../gateway/main${SUFFIX}`, import.meta.url));
const CONDITIONS = SUFFIX === '.ts' ? ['--conditions=hanok-source'] : [];

/** The gateway process: its port is known outside, so it is kept over restarts. */
export function gatewayRecipe(layout: Layout, env: Readonly<Record<string, string>>): Recipe {
  const control = gatewayControl(layout.gatewayControl);
  const command = [
    process.execPath,
    ...CONDITIONS,
    MAIN,
    '--table',
    layout.table,
    '--control',
    layout.gatewayControl,
  ];
  return {
    launch: () => ({ command, folder: layout.home, env, log: layout.log('gateway') }),
    isReady: () =>
      control.status().then(
        () => true,
        () => false,
      ),
    stop: { signal: 'SIGTERM', group: false, graceMs: 11_000 },
    startWithinMs: 15_000,
    port: 'kept',
  };
}

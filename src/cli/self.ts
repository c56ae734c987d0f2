import { fileURLToPath } from 'node:url';

/** `.ts` when run from the sources, `.js` when built. */
const SUFFIX = import.meta.url.slice(-3);

/** How this very program is called again, without npm in between. */
export const SELF: readonly string[] = [
  process.execPath,
  ...(SUFFIX === '.ts' ? ['--conditions=hanok-source'] : []),
  fileURLToPath(new URL(`./main${SUFFIX}`, import.meta.url)),
];

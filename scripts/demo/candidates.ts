import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const POSTURE = fileURLToPath(new URL('../../examples/posture', import.meta.url));

/** The classifier's folder with one file of it replaced: what a build of that change would be. */
export function candidate(overlay: 'good' | 'answers-500'): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), `hanok-${overlay}-`));
  cpSync(join(POSTURE, 'services', 'classifier'), path, { recursive: true });
  cpSync(join(POSTURE, 'regressions', overlay), path, { recursive: true });
  // The same change delivered twice is the same release; a build number makes each run its own.
  writeFileSync(join(path, 'build.txt'), `${new Date().toISOString()}\n`);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve as toAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, withParticle } from '#kernel';
import type { Resolution } from '#model';

const PLAN_FILE = 'hanok.plan.ts';
/** `.ts` beside the sources, `.js` beside what was built from them. */
const CHILD = fileURLToPath(new URL(`./plan-child${import.meta.url.slice(-3)}`, import.meta.url));
const CONDITIONS = CHILD.endsWith('.ts') ? ['--conditions=hanok-source'] : [];

/** The nearest hanok.plan.ts at or above a folder. */
export function findPlan(named: string | undefined, from: string): string {
  if (named !== undefined) {
    const file = toAbsolute(from, named);
    if (existsSync(file)) return file;
    throw notFound({
      en: `there is no plan file ${file}`,
      ko: `계획 파일 ${withParticle(file, '이/가')} 없다`,
    });
  }
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, PLAN_FILE);
    if (existsSync(file)) return file;
    if (dirname(folder) === folder)
      throw notFound({
        en: `there is no ${PLAN_FILE} in this folder or above`,
        ko: `이 폴더와 그 위에 ${withParticle(PLAN_FILE, '이/가')} 없다`,
      });
  }
}

const notFound = (text: { en: string; ko: string }) =>
  new Failure('usage/plan-not-found', text, {
    hint: { en: 'Name it with --plan FILE.', ko: '--plan FILE로 지정한다.' },
  });

/**
 * Resolves a plan in each of its environments. The plan's code runs in a child that may read files
 * but not write and not start processes; the network is not closed to it.
 */
export async function loadPlan(file: string): Promise<Readonly<Record<string, Resolution>>> {
  const flags = [
    '--permission',
    '--allow-fs-read=*',
    '--no-warnings',
    '--stack-trace-limit=50',
    ...CONDITIONS,
  ];
  const printed = await new Promise<string>((done, refuse) => {
    execFile(
      process.execPath,
      [...flags, CHILD, file],
      { maxBuffer: 1 << 28, timeout: 60_000 },
      (error, stdout, stderr) => {
        if (error && stdout === '')
          refuse(
            new Failure(
              'app/plan-not-loaded',
              {
                en: `the plan could not be loaded: ${stderr.trim() || error.message}`,
                ko: `계획을 읽지 못했다: ${stderr.trim() || error.message}`,
              },
              { cause: error },
            ),
          );
        else done(stdout);
      },
    );
  });
  // Whatever the plan itself printed comes before our line.
  return JSON.parse(printed.slice(printed.lastIndexOf('\n{') + 1)) as Record<string, Resolution>;
}

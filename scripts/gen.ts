// Writes what is generated: the rules' registry and pages, ARCHITECTURE's room table, the failures,
// the lines in the examples' records of findings and the pages about them.
// `--check` only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { registry } from './gen-rules.ts';

const root = new URL('../', import.meta.url);
const checking = process.argv.includes('--check');

// The registry first: the pages are printed from what it lists.
const stale = keep('src/check/rules.gen.ts', registry);
if (!checking || stale.length === 0) {
  const { rulePages } = await import('./gen-pages.ts');
  for (const [path, text] of rulePages()) stale.push(...keep(path, text));
}
const { withRooms } = await import('./gen-architecture.ts');
if (existsSync(new URL('ARCHITECTURE.md', root)))
  stale.push(
    ...keep('ARCHITECTURE.md', withRooms(readFileSync(new URL('ARCHITECTURE.md', root), 'utf8'))),
  );
const { failuresPage } = await import('./gen-failures.ts');
stale.push(...keep('docs/failures.md', failuresPage(root)));
const { expectedFiles } = await import('./gen-expected.ts');
const expected = await expectedFiles(root);
for (const [path, text] of expected.files) stale.push(...keep(path, text));
if (expected.unsettled.length > 0) {
  process.stderr.write(`${expected.unsettled.join('\n')}\n→ place it in expected.json by hand\n`);
  process.exitCode = 1;
}

const { statementsPage } = await import('./gen-statements.ts');
stale.push(...keep('docs/statements.md', await statementsPage()));
const { generatedPage } = await import('./gen-generated.ts');
stale.push(...keep('docs/generated.md', await generatedPage()));

const { dropLeft, goldenFiles } = await import('./gen-golden.ts');
const golden = await goldenFiles(root);
for (const [path, text] of golden) stale.push(...keep(path, text));
stale.push(...dropLeft(root, new Set(golden.map(([path]) => path)), checking));

if (stale.length > 0 && checking) {
  process.stderr.write(`stale: ${stale.join(', ')}\n→ npm run gen\n`);
  process.exitCode = 1;
}

/** Writes a file when its text differs; answers its path then. */
function keep(path: string, text: string): string[] {
  const file = new URL(path, root);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return [];
  if (!checking) {
    mkdirSync(dirname(file.pathname), { recursive: true });
    writeFileSync(file, text);
  }
  return [path];
}

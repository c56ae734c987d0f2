// Runs alone, under Node's permission model: it may read files and nothing else.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { environmentNames, type Plan, problem, type Resolution, resolve } from '#model';

// Any file of our own package: plans anywhere then find this very copy of hanok.
const HOME = new URL('../../package.json', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const own = specifier === 'hanok' || specifier.startsWith('hanok/');
    const found = next(specifier, own ? { ...context, parentURL: HOME } : context);
    // A plan may live under any package.json, or under none.
    return /\.ts(\?|$)/.test(found.url) && !found.url.includes('/node_modules/')
      ? { ...found, format: 'module-typescript' }
      : found;
  },
});

export type Loaded = Readonly<Record<string, Resolution>>;

async function load(file: string): Promise<Loaded> {
  try {
    const made = ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
    const names = isPlan(made) ? environmentNames(made) : ['local'];
    return Object.fromEntries(names.map((name) => [name, resolve(made, name, file)]));
  } catch (cause) {
    return { local: { findings: [toFinding(cause, file)] } };
  }
}

const isPlan = (made: unknown): made is Plan =>
  typeof made === 'object' && made !== null && 'kind' in made && made.kind === 'plan';

function toFinding(cause: unknown, file: string) {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const code = (error as { code?: string }).code ?? '';
  const syntax = error instanceof SyntaxError || code.includes('TYPESCRIPT_SYNTAX');
  const spot = { path: 'plan', at: { file, line: lineOf(error, file) } };
  const first = error.message.split('\n')[0] ?? '';
  if (syntax)
    return problem('plan/syntax', spot, {
      en: `this is not TypeScript that can run as it stands: ${first}`,
      ko: `그대로 실행할 수 있는 TypeScript가 아니다: ${first}`,
    });
  if (code === 'ERR_ACCESS_DENIED')
    return problem(
      'plan/threw',
      spot,
      { en: `a plan only reads: ${first}`, ko: `계획은 읽기만 할 수 있다: ${first}` },
      {
        en: 'Take writes and child processes out of the plan.',
        ko: '계획에서 쓰기와 자식 프로세스를 뺀다.',
      },
    );
  return problem('plan/threw', spot, {
    en: `the plan threw while it was read: ${first}`,
    ko: `계획을 읽는 중에 예외가 났다: ${first}`,
  });
}

/** The first line that names the plan file, in the stack or, for syntax, in front of it. */
function lineOf(error: Error, file: string): number {
  const at = `${error.stack ?? ''}`.split('\n').find((line) => line.includes(file));
  return Number(/:(\d+)(?::\d+)?\)?$/.exec(at?.trim() ?? '')?.[1] ?? 1);
}

const file = process.argv[2] ?? '';
process.stdout.write(`\n${JSON.stringify(await load(file))}`);

import { Said, type Source, type TreeMap } from '../source.ts';
import { cannotSay, isMissing } from '../target.ts';
import { action, run, runtimesOf, type Shop, secret, usesPnpm } from './steps.ts';

/** Steps of one word of `with`, and the permissions they need beyond reading. */
export interface Used {
  readonly steps: readonly TreeMap[];
  readonly permissions?: TreeMap;
}

interface Asked {
  readonly shop: Shop;
  readonly source: Source;
  /** The environment the stage works on. */
  readonly to: string | undefined;
}

/** Words that something else of the job already does. */
const DONE: readonly string[] = [
  'docker',
  'ecr',
  'hanok deploy',
  'hanok rollback',
  'npm ci',
  'pnpm install --frozen-lockfile',
];
/** A word that begins with one of these is a command, and runs as it stands. */
const PROGRAMS: readonly string[] = ['npm', 'npx', 'pnpm', 'node', 'make', 'go', 'cargo', 'python'];

const TOOLS: Readonly<Record<string, (asked: Asked, said: Said) => Used>> = {
  'hanok check': ({ to }) => ({
    steps: [run(`npx hanok check --format github${to === undefined ? '' : ` --env ${to}`}`)],
  }),
  eslint: () => ({ steps: [run('npx eslint .')] }),
  pylint: () => ({ steps: [run('pipx run pylint --recursive=y .')] }),
  snyk: ({ shop }) => ({
    steps: [
      run('npx snyk test --all-projects', { env: { SNYK_TOKEN: secret(shop, 'SNYK_TOKEN') } }),
    ],
  }),
  codeql,
};

/** What a stage names, as steps: a known tool, a command, or a script of package.json. */
export function toolsOf(words: readonly string[], asked: Asked): Used {
  const used = words
    .filter((word) => !DONE.includes(word))
    .map((word) => {
      const known = Object.hasOwn(TOOLS, word) ? TOOLS[word] : undefined;
      return known ? known(asked, new Said(word, asked.source)) : other(word, asked);
    });
  return {
    steps: used.flatMap(({ steps }) => steps),
    permissions: Object.assign({}, ...used.map(({ permissions }) => permissions ?? {})),
  };
}

function other(word: string, { shop, source, to }: Asked): Used {
  const [program = '', ...rest] = word.split(' ');
  if (program === 'hanok') {
    cannotSay(
      shop.context,
      'github-actions',
      source,
      {
        en: `there is no command \`${word}\` yet: the workflow leaves it out`,
        ko: `\`${word}\` 명령이 아직 없어 워크플로에서 뺐다`,
      },
      {
        en: 'Do it by other means until there is, and keep its result with the release.',
        ko: '명령이 생길 때까지 다른 방법으로 하고, 결과를 릴리스와 함께 남긴다.',
      },
    );
    return { steps: [] };
  }
  if (rest.length > 0 && PROGRAMS.includes(program))
    return { steps: [run(new Said(word, source))] };
  return { steps: [script(word.replaceAll(' ', '-'), { shop, source, to })] };
}

/** A script of package.json; that there has to be one is a finding. */
export function script(name: string, { shop, source, to }: Asked): TreeMap {
  isMissing(
    shop.context,
    'github-actions',
    source,
    {
      en: `the workflow runs the script \`${name}\`: package.json has to have it`,
      ko: `워크플로가 \`${name}\` 스크립트를 돌린다. package.json에 있어야 한다`,
    },
    {
      en: 'Write the script, or name a tool in the stage that Hanok knows.',
      ko: '스크립트를 쓰거나, Hanok이 아는 도구를 단계에 적는다.',
    },
  );
  return run(new Said(`${usesPnpm(shop) ? 'pnpm' : 'npm'} run ${name}`, source), {
    ...(to !== undefined && { env: { ENVIRONMENT: new Said(to, source) } }),
  });
}

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/^(node|nextjs|typescript)\b/, 'javascript-typescript'],
  [/^python\b/, 'python'],
  [/^go\b/, 'go'],
  [/^rust\b/, 'rust'],
];

function codeql({ shop, source }: Asked): Used {
  const runtimes = runtimesOf(shop.context);
  const languages = LANGUAGES.flatMap(([form, language]) =>
    runtimes.some((word) => form.test(word)) ? [language] : [],
  );
  if (languages.length === 0)
    isMissing(shop.context, 'github-actions', source, {
      en: 'CodeQL needs a language, and no service says a runtime that it reads',
      ko: 'CodeQL에는 언어가 필요한데, CodeQL이 읽는 runtime을 적은 서비스가 없다',
    });
  return {
    steps: [
      action(shop, source, 'github/codeql-action/init@v4', {
        with: { languages: languages.join(','), 'build-mode': 'none' },
      }),
      action(shop, source, 'github/codeql-action/analyze@v4'),
    ],
    permissions: { 'security-events': 'write' },
  };
}

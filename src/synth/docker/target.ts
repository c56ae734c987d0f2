import { printSize, SECOND } from '#kernel';
import { partsOf, type ResolvedService, settleStart } from '#model';
import type { SynthFile } from '../file.ts';
import { pinnedImage } from '../image.ts';
import { Lines } from '../print/text.ts';
import { type Source, sourceOfPart } from '../source.ts';
import { cannotSay, isMissing, type PlanTarget, type SynthContext } from '../target.ts';
import { type Bases, besidesOf, writeBuild, writeContains } from './build.ts';
import { probeOf } from './probe.ts';
import { contextOf, isFpm, isNext, type Recipe, type Running, recipeOf } from './recipe.ts';

/** A Dockerfile for every service and job whose runtime has a known way to be built. */
export const docker: PlanTarget = {
  name: 'docker',
  scope: 'plan',
  about: {
    en: 'a Dockerfile for each service, with what it is not to be shown',
    ko: '서비스마다 Dockerfile과 빌드에 넣지 않을 것의 목록을 만든다',
  },
  appliesTo: (plans) => plans.some((plan) => partsOf(plan, 'service', 'job').length > 0),
  render(contexts) {
    const [first] = contexts;
    if (!first) return [];
    // One image serves every environment: what differs between them is configuration.
    const parts = new Map<string, Running>();
    for (const { view } of contexts)
      for (const part of view.running) if (!parts.has(part.name)) parts.set(part.name, part);
    return [...parts.values()]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((part) => filesOf(first, part));
  },
};

function filesOf(context: SynthContext, part: Running): readonly SynthFile[] {
  const source = sourceOfPart(part);
  const recipe = recipeOf(part);
  if (!recipe) {
    isMissing(
      context,
      'docker',
      { ...source, path: `${source.path}.runtime` },
      {
        en: `no Dockerfile for ${part.name}: the plan does not say what it is built with`,
        ko: `${part.name} Dockerfile을 만들지 않았다. 무엇으로 빌드하는지 계획에 없다`,
      },
      {
        en: "Give it a `runtime` such as ['node:24'], and `image.from` where that is not enough.",
        ko: "`runtime`을 ['node:24']처럼 적고, 모자라면 `image.from`도 적는다.",
      },
    );
    return [];
  }
  tellUnsaid(context, part, recipe, source);
  return [
    {
      path: `${part.name}.Dockerfile`,
      source,
      body: { kind: 'text', comment: ['#'], lines: dockerfile(context, part, recipe).lines },
    },
    {
      path: `${part.name}.Dockerfile.dockerignore`,
      source,
      body: { kind: 'text', comment: ['#'], lines: ignored(part).lines },
    },
  ];
}

function tellUnsaid(
  context: SynthContext,
  part: Running,
  recipe: Recipe,
  { path, at }: Source,
): void {
  const { name, image } = part;
  if (recipe.command === undefined)
    isMissing(
      context,
      'docker',
      { path: `${path}.run.command`, at },
      {
        en: `the image of ${name} starts nothing: the plan does not say its command`,
        ko: `${name} 이미지는 아무것도 시작하지 않는다. 명령이 계획에 없다`,
      },
      { en: 'Say it: `run: { command: […] }`.', ko: '`run: { command: […] }`로 적는다.' },
    );
  if (image?.maxSize !== undefined)
    cannotSay(
      context,
      'docker',
      { path: `${path}.image.maxSize`, at },
      {
        en: `a Dockerfile cannot hold ${name} below ${printSize(image.maxSize)}: look at what was built`,
        ko: `Dockerfile로는 ${name} 이미지를 ${printSize(image.maxSize)} 아래로 묶지 못한다. 빌드한 뒤 크기를 본다`,
      },
    );
  if (isFpm(recipe))
    cannotSay(
      context,
      'docker',
      { path: `${path}.port`, at },
      {
        en: `${name} speaks FastCGI on ${recipe.port}, as ${recipe.from} does: a web server stands before it`,
        ko: `${name} 이미지는 ${recipe.from}처럼 ${recipe.port} 포트에서 FastCGI로 말한다. 앞에 웹 서버가 있어야 한다`,
      },
    );
}

function basesOf(context: SynthContext, part: Running, recipe: Recipe): Bases {
  const pin = (image: string, field: string): string =>
    String(
      pinnedImage(context, image, { path: `parts.${part.name}.image.${field}`, at: part.at }).value,
    );
  const besides = besidesOf(part, recipe);
  return {
    builtIn: pin(recipe.builtIn, 'builtIn'),
    from: pin(recipe.from, 'from'),
    besides: besides === undefined ? undefined : pin(besides, 'builtIn'),
  };
}

// The plan's line stands first, so there is no `# syntax` line: after a comment it would only be
// another one. Cache mounts are known to the BuildKit that every current Docker brings.
function dockerfile(context: SynthContext, part: Running, recipe: Recipe): Lines {
  const lines = new Lines();
  const source = sourceOfPart(part);
  const of = (field: string): Source => ({ path: `${source.path}.${field}`, at: part.at });
  const bases = basesOf(context, part, recipe);
  let copied: readonly string[] = [];
  lines.line(`# docker build --file generated/docker/${part.name}.Dockerfile ${contextOf(part)}`);
  lines.from(of('image.builds'), () => {
    copied = writeBuild({ lines, part, recipe, bases }, of('image'));
  });
  lines.line(`FROM ${bases.from}`, of('image.from'));
  lines.from(of('image.contains'), () => writeContains(lines, part, recipe.from));
  if (recipe.family === 'php' && context.view.linksTo(part, 'mysql').length > 0)
    lines.line('RUN docker-php-ext-install mysqli pdo_mysql', of('links'));
  const environment = environmentOf(part, recipe);
  if (environment !== '') lines.line(`ENV ${environment}`, of('port'));
  if (recipe.family !== 'static') lines.line('WORKDIR /app', source);
  for (const line of copied) lines.line(line, of('image'));
  // Files belong to root and are run by another: what runs cannot change them.
  lines.line(`USER ${recipe.user}:${recipe.user}`, of('image.user'));
  if (part.kind === 'service') writeService(lines, part, recipe, of);
  if (recipe.command) lines.line(`CMD ${JSON.stringify(recipe.command)}`, of('run.command'));
  else lines.line('# The plan does not say what is started: run.command.', of('run.command'));
  return lines;
}

const ENVIRONMENT: Readonly<Partial<Record<Recipe['family'], string>>> = {
  node: 'NODE_ENV=production',
  python: 'PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1',
};

/** `PORT` says where to listen, as everywhere Hanok starts it; Next.js would listen on its host name alone. */
function environmentOf(part: Running, recipe: Recipe): string {
  const isOwn = part.kind === 'service' && !isFpm(recipe) && recipe.family !== 'static';
  return [
    ...(ENVIRONMENT[recipe.family] === undefined ? [] : [ENVIRONMENT[recipe.family]]),
    ...(isOwn ? [`PORT=${recipe.port}`] : []),
    ...(isNext(part) ? ['HOSTNAME=0.0.0.0'] : []),
  ].join(' ');
}

function writeService(
  lines: Lines,
  part: ResolvedService,
  recipe: Recipe,
  of: (field: string) => Source,
): void {
  lines.line(`EXPOSE ${recipe.port}`, of('port'));
  const path = part.health?.live ?? part.health?.ready;
  const probe = path === undefined ? undefined : probeOf(recipe, path);
  if (probe)
    lines.line(
      `HEALTHCHECK --interval=10s --timeout=5s --start-period=${words(settleStart(part))} --retries=3 \\\n  CMD ${JSON.stringify(probe)}`,
      of('health'),
    );
  else lines.line(`# Nothing in ${recipe.from} can look at it from inside.`, of('health'));
  // PHP-FPM ends its requests on SIGQUIT; on SIGTERM it drops them.
  lines.line(
    `STOPSIGNAL ${isFpm(recipe) || recipe.family === 'static' ? 'SIGQUIT' : 'SIGTERM'}`,
    of('stop'),
  );
}

/** '30s', as Docker writes it. */
export const words = (ms: number): string => `${Math.ceil(ms / SECOND)}s`;

/** What never belongs into an image, and what the plan leaves out of a release. */
function ignored(part: Running): Lines {
  const lines = new Lines();
  for (const name of ['.env*', '.git', '.github', '.hanok', 'generated', '**/node_modules'])
    lines.line(name);
  for (const name of [...(part.run?.ignore ?? [])].sort())
    lines.line(`**/${name}`, { path: `parts.${part.name}.run.ignore`, at: part.at });
  return lines;
}

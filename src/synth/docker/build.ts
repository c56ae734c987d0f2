import type { Lines } from '../print/text.ts';
import type { Source } from '../source.ts';
import { isAlpine, isNext, type Recipe, type Running, versionOf } from './recipe.ts';

/** An image by its name, pinned where the lock knows it. */
export interface Bases {
  readonly builtIn: string;
  readonly from: string;
  /** Brings what the language's own image has not: a Rust toolchain, Composer. */
  readonly besides: string | undefined;
}

interface Stage {
  readonly lines: Lines;
  readonly part: Running;
  readonly recipe: Recipe;
  readonly bases: Bases;
}

/** The stage that builds; what is copied out of it, and where to. */
export function writeBuild(stage: Stage, source: Source): readonly string[] {
  const { lines, recipe } = stage;
  const before = lines.lines.length;
  const copied = BUILDS[recipe.family](stage, source);
  if (lines.lines.length > before) lines.line();
  return copied;
}

const BUILDS: Readonly<
  Record<Recipe['family'], (stage: Stage, source: Source) => readonly string[]>
> = {
  node: buildNode,
  python: buildPython,
  go: buildGo,
  rust: buildRust,
  php: buildPhp,
  static: () => ['COPY --chown=0:0 . /usr/share/nginx/html/'],
};

const cache = (...targets: readonly string[]): string =>
  targets.map((target) => `--mount=type=cache,target=${target}`).join(' ');

/** A folder is build output already: only what its own lock file names is missing in it. */
function buildNodeOutput({ lines, bases }: Stage): readonly string[] {
  lines
    .line(`FROM ${bases.builtIn} AS build`)
    .line('WORKDIR /app')
    .line('COPY . .')
    .line(`RUN ${cache('/root/.npm')} if [ -f package-lock.json ]; then npm ci --omit=dev; fi`);
  return ['COPY --from=build /app ./'];
}

function buildNode(stage: Stage): readonly string[] {
  const { lines, part, bases } = stage;
  if (part.run?.folder !== undefined) return buildNodeOutput(stage);
  const builds = part.image?.builds ?? [];
  const pnpm =
    builds.some((step) => step.startsWith('pnpm ')) ||
    part.runtime?.some((word) => /^pnpm(:|$)/.test(word)) === true;
  const version = part.runtime?.find((word) => word.startsWith('pnpm:'))?.split(':')[1];
  lines.line(`FROM ${bases.builtIn} AS build`).line('WORKDIR /app');
  if (pnpm) {
    lines
      .line(`RUN npm install --global pnpm${version === undefined ? '' : `@${version}`}`)
      .line('COPY package.json pnpm-lock.yaml ./')
      .line(
        `RUN ${cache('/pnpm')} pnpm config set store-dir /pnpm && pnpm install --frozen-lockfile`,
      );
  } else
    lines.line('COPY package.json package-lock.json ./').line(`RUN ${cache('/root/.npm')} npm ci`);
  lines.line('COPY . .');
  const rest = builds.filter((step) => !/ (install --frozen-lockfile|ci)$/.test(step));
  const steps = rest.length > 0 ? rest : ['npm run build --if-present && npm prune --omit=dev'];
  // A standalone build brings the modules it needs: what is pruned after it is not shipped anyway.
  const needed = isNext(part) ? steps.flatMap(withoutPrune) : steps;
  for (const step of needed) lines.line(`RUN ${step}`);
  if (!isNext(part)) return ['COPY --from=build /app ./'];
  return [
    'COPY --from=build /app/.next/standalone ./',
    'COPY --from=build /app/.next/static ./.next/static',
    'COPY --from=build /app/public ./public',
  ];
}

const withoutPrune = (step: string): readonly string[] => {
  const left = step.split(' && ').filter((one) => !/ prune /.test(one));
  return left.length === 0 ? [] : [left.join(' && ')];
};

function buildPython({ lines, part, bases }: Stage): readonly string[] {
  if (bases.besides !== undefined) lines.line(`FROM ${bases.besides} AS toolchain`).line();
  lines.line(`FROM ${bases.builtIn} AS build`).line('WORKDIR /app');
  if (bases.besides !== undefined)
    lines
      .line('COPY --from=toolchain /usr/local/cargo /usr/local/cargo')
      .line('COPY --from=toolchain /usr/local/rustup /usr/local/rustup')
      .line('ENV CARGO_HOME=/usr/local/cargo RUSTUP_HOME=/usr/local/rustup')
      .line('ENV PATH=/venv/bin:/usr/local/cargo/bin:$PATH');
  else lines.line('ENV PATH=/venv/bin:$PATH');
  lines
    .line('RUN python -m venv /venv')
    .line('COPY requirements.txt ./')
    .line(`RUN ${cache('/root/.cache/pip')} pip install --requirement requirements.txt`);
  const builds = part.image?.builds ?? [];
  if (bases.besides !== undefined || builds.length > 0) {
    lines.line('COPY . .');
    const steps = builds.length > 0 ? builds : ['pip install --no-deps .'];
    const mounts = cache('/root/.cache/pip', '/usr/local/cargo/registry');
    for (const step of steps) lines.line(`RUN ${mounts} ${step}`);
  }
  return ['COPY --from=build /venv /venv', 'COPY . .'];
}

function buildGo({ lines, part, bases }: Stage): readonly string[] {
  const said = part.image?.builds?.find((step) => step.startsWith('go build'));
  const words = (said ?? 'go build .').split(' ').slice(2);
  const mounts = cache('/go/pkg/mod', '/root/.cache/go-build');
  lines
    .line(`FROM ${bases.builtIn} AS build`)
    .line('WORKDIR /src')
    .line('COPY go.mod go.sum ./')
    .line(`RUN ${cache('/go/pkg/mod')} go mod download`)
    .line('COPY . .')
    .line(
      `RUN ${mounts} CGO_ENABLED=0 go build -trimpath -o /out/${part.name} ${words.join(' ')}`.trim(),
    );
  return [`COPY --from=build /out/${part.name} /usr/local/bin/${part.name}`];
}

function buildRust({ lines, part, bases }: Stage): readonly string[] {
  const mounts = cache('/usr/local/cargo/registry', '/src/target');
  lines
    .line(`FROM ${bases.builtIn} AS build`)
    .line('WORKDIR /src')
    .line('COPY . .')
    // The target folder is a cache and no layer: what is kept is copied out in the same step.
    .line(`RUN ${mounts} cargo install --locked --path . --root /out --target-dir /src/target`);
  return [`COPY --from=build /out/bin/${part.name} /usr/local/bin/${part.name}`];
}

function buildPhp({ lines, bases }: Stage): readonly string[] {
  lines
    .line(`FROM ${bases.besides ?? bases.builtIn} AS build`)
    .line('WORKDIR /app')
    .line('COPY composer.json composer.lock ./')
    .line(
      `RUN ${cache('/tmp/cache')} composer install --no-dev --no-scripts --no-autoloader --ignore-platform-reqs`,
    )
    .line('COPY . .')
    .line('RUN composer dump-autoload --no-dev --optimize');
  return ['COPY --from=build /app ./'];
}

/** Programs that the final image brings besides its base's. */
export function writeContains(lines: Lines, { image }: Running, from: string): void {
  const programs = [...(image?.contains ?? [])].sort().join(' ');
  if (programs === '') return;
  if (isAlpine(from)) lines.line(`RUN apk add --no-cache ${programs}`);
  else
    lines
      .line('RUN apt-get update \\')
      .line(`  && apt-get install --yes --no-install-recommends ${programs} \\`)
      .line('  && rm -rf /var/lib/apt/lists/*');
}

/** Whether an image is built with more than its own language: the image that brings it. */
export function besidesOf(part: Running, { family }: Recipe): string | undefined {
  const said = part.image?.builtIn;
  if (family === 'python' && said?.startsWith('rust') && versionOf(part) !== undefined) return said;
  return family === 'php' ? 'composer:2' : undefined;
}

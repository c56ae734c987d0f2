import { printSize, SECOND, withParticle } from '#kernel';
import type { ResolvedGateway, ResolvedRoute, ResolvedService } from '#model';
import { isFpm, recipeOf } from '../docker/recipe.ts';
import { coversOf } from '../edge/edge.ts';
import type { SynthFile } from '../file.ts';
import { pinnedImage } from '../image.ts';
import { Lines } from '../print/text.ts';
import { from, Said, type Source, sourceOfPart, type TreeMap } from '../source.ts';
import { cannotSay, type SynthContext } from '../target.ts';
import { CONFINED, lookedAt } from './room.ts';
import { portOf, waitFor } from './services.ts';

/** Where nginx listens in its unprivileged image. */
const PORT = 8080;
/** Where nothing is said: the line that nginx itself calls stable. */
const NGINX = '1.30';
/** Where its own health is, which no route of a plan begins with. */
const HEALTH = '/.gateway-health';

/** The gateway as a container, and the only port of it all: on this machine's loopback. */
export function gatewayOf(
  context: SynthContext,
  part: ResolvedGateway,
  { runs, healthy }: { readonly runs: ReadonlySet<string>; readonly healthy: ReadonlySet<string> },
): TreeMap {
  const source = sourceOfPart(part);
  const { on, name } = context.plan.environment;
  const version = part.runtime?.find((word) => word.startsWith('nginx:'))?.split(':')[1] ?? NGINX;
  const image = pinnedImage(context, `nginxinc/nginx-unprivileged:${version}-alpine`, {
    ...source,
    path: `${source.path}.runtime`,
  });
  tellUnsaid(context, part);
  const targets = [...new Set(part.routes.map(({ to }) => to))].filter((to) => runs.has(to)).sort();
  const note = part.managed === undefined ? undefined : `nginx stands in for ${part.managed}`;
  return from(source, {
    image: new Said(image.value, image.source, note),
    user: '101:101',
    ...CONFINED,
    read_only: true,
    tmpfs: ['/tmp'],
    configs: [{ source: part.name, target: '/etc/nginx/conf.d/default.conf' }],
    ports: [
      new Said(`127.0.0.1:${on.port ?? PORT}:${PORT}`, {
        path: `environments.${name}.on.port`,
        at: on.at,
      }),
    ],
    depends_on: Object.fromEntries(targets.map((to) => [to, waitFor(to, healthy)])),
    healthcheck: lookedAt(
      ['CMD', 'wget', '-q', '-O', '/dev/null', `http://127.0.0.1:${PORT}${HEALTH}`],
      '10s',
    ),
    stop_signal: 'SIGQUIT',
    stop_grace_period: '60s',
  });
}

function tellUnsaid(context: SynthContext, part: ResolvedGateway): void {
  const source = sourceOfPart(part);
  if (part.routes.some(({ limit, allows }) => limit ?? allows))
    cannotSay(context, 'compose', source, {
      en: `${part.name} only routes here: its rate limits and whom it lets in are tried with \`hanok up\``,
      ko: `${withParticle(part.name, '은/는')} 여기서 경로만 나눈다. 요청 한도와 허용 대상은 \`hanok up\`으로 시험한다`,
    });
  const ofHosts = inOrder(part).find(({ hosts }) => hosts !== undefined);
  if (ofHosts)
    cannotSay(
      context,
      'compose',
      { path: `parts.${part.name}.routes[${ofHosts.path}].hosts`, at: ofHosts.at },
      {
        en: `${part.name} answers on loopback for every host: of two routes with one path the one whose hosts come first by name is taken`,
        ko: `${withParticle(part.name, '은/는')} loopback에서 모든 호스트에 답한다. 경로가 같은 라우트 둘 중에서는 호스트 이름이 앞서는 것을 쓴다`,
      },
    );
  const { tls } = context.plan.environment.on;
  if (tls)
    cannotSay(
      context,
      'compose',
      { ...source, path: `${source.path}.tls` },
      {
        en: `${part.name} speaks plain HTTP on loopback: its certificate is not handed to a container`,
        ko: `${withParticle(part.name, '은/는')} loopback에서 HTTP로 답한다. 인증서를 컨테이너에 넘기지 않는다`,
      },
    );
}

/** What it does with each path, as nginx reads it. */
export function gatewayFile(
  { view }: SynthContext,
  part: ResolvedGateway,
  runs: ReadonlySet<string>,
): SynthFile {
  const lines = new Lines();
  lines.block('server {', () => {
    lines.line(`listen ${PORT};`);
    // Asked again every few seconds: a container that comes back has another address.
    lines.line('resolver 127.0.0.11 valid=5s;');
    lines.line('server_tokens off;');
    lines.line();
    lines.block(`location = ${HEALTH} {`, () => lines.line('return 204;'), '}');
    for (const route of routesOf(part, runs)) {
      const to = view.part(route.to);
      if (to?.kind === 'service') writeRoute(lines, part, route, to);
    }
  });
  lines.line('}');
  return {
    path: `${part.name}.conf`,
    source: sourceOfPart(part),
    body: { kind: 'text', comment: ['#'], lines: lines.lines },
  };
}

/** By path, then by hosts: the order of declaration changes nothing. */
const inOrder = ({ routes }: Pick<ResolvedGateway, 'routes'>): readonly ResolvedRoute[] => {
  const nameOf = ({ path, hosts = [] }: ResolvedRoute): string =>
    [path, ...hosts.toSorted()].join(' ');
  return routes.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
};

/** One a path: on one machine there is one host. */
function routesOf(part: ResolvedGateway, runs: ReadonlySet<string>): readonly ResolvedRoute[] {
  const running = inOrder(part).filter(({ to }) => runs.has(to));
  const byPath = new Map(running.toReversed().map((route) => [route.path, route]));
  return inOrder({ routes: [...byPath.values()] });
}

const seconds = (ms: number): string => `${Math.ceil(ms / SECOND)}s`;

function writeRoute(
  lines: Lines,
  gateway: ResolvedGateway,
  route: ResolvedRoute,
  to: ResolvedService,
): void {
  const source: Source = { path: `parts.${gateway.name}.routes[${route.path}]`, at: route.at };
  const recipe = recipeOf(to);
  const port = portOf(to);
  const write = () => {
    if (route.maxBody !== undefined)
      lines.line(`client_max_body_size ${route.maxBody};  # ${printSize(route.maxBody)}`);
    lines.line(`set $upstream ${to.name}:${port};`);
    if (recipe && isFpm(recipe)) writeFastCgi(lines, route);
    else writeProxy(lines, route);
  };
  const { exact, below } = coversOf(route.path);
  for (const path of exact === undefined ? [below] : [`= ${exact}`, below]) {
    lines.line('', source);
    lines.block(`location ${path} {`, write, '}', source);
  }
}

function writeProxy(lines: Lines, { answers, timeout }: ResolvedRoute): void {
  lines
    .line('proxy_pass http://$upstream;')
    .line('proxy_http_version 1.1;')
    .line('proxy_set_header Host $host;')
    .line('proxy_set_header X-Forwarded-For $remote_addr;')
    .line('proxy_set_header X-Forwarded-Proto $scheme;');
  if (answers === 'stream')
    lines
      .line('proxy_set_header Upgrade $http_upgrade;')
      .line('proxy_set_header Connection upgrade;')
      .line('proxy_buffering off;')
      .line('proxy_read_timeout 1h;');
  else if (timeout !== undefined) lines.line(`proxy_read_timeout ${seconds(timeout)};`);
}

/** PHP-FPM speaks no HTTP: every path goes to the one script that routes it. */
function writeFastCgi(lines: Lines, { timeout }: ResolvedRoute): void {
  lines
    .line('include /etc/nginx/fastcgi_params;')
    .line('fastcgi_param SCRIPT_FILENAME /app/public/index.php;')
    .line('fastcgi_pass $upstream;');
  if (timeout !== undefined) lines.line(`fastcgi_read_timeout ${seconds(timeout)};`);
}

import { Failure } from '#kernel';
import { type Composed, composeService } from './compose-service.ts';
import { type Draft, type DraftPart, nameFor } from './draft.ts';
import { readYaml, type Tree } from './yaml-tree.ts';

export interface ComposeSpec {
  readonly text: string;
  /** As it is called in comments and on the screen. */
  readonly file: string;
  /** What the plan is called when the file has no name. */
  readonly name: string;
  readonly asOf: string;
}

const LINKED: readonly string[] = [
  'service',
  'postgres',
  'mysql',
  'redis',
  'bucket',
  'queue',
  'search',
  'documentStore',
  'warehouse',
  'external',
];

/** A Compose file as a first plan, with every key that has no place in it. */
export function draftFromCompose({ text, file, name, asOf }: ComposeSpec): Draft {
  const tree = readYaml(text, file);
  const services = tree.take('services');
  const names = services?.keys ?? [];
  if (names.length === 0) throw noServices(file);
  const called = new Map<string, string>();
  for (const one of names) called.set(one, nameFor(one, [...called.values()]));
  const taken = [...called.values()];
  const nameOf = (service: string) => called.get(service) ?? service;
  const composed = names.map((one) =>
    composeService(services?.take(one) as Tree, one, { services: names, nameOf, taken }),
  );
  const linked = composed.map((one) => withLinks(one, composed, nameOf));
  const parts = withGateway(dropUnreached(linked), composed, taken);
  tree.take('version');
  const title = nameFor(tree.take('name')?.text ?? name);
  dropVolumes(tree);
  return {
    name: title,
    asOf,
    port: portOf(composed),
    parts,
    site: undefined,
    objectives: undefined,
    from: { file, left: [...tree.left()].sort((a, b) => a.line - b.line) },
  };
}

/** Volumes of stores are their data; what else is said of a volume is left over. */
function dropVolumes(tree: Tree): void {
  for (const one of tree.take('volumes')?.takeEach() ?? [])
    if (one.keys.length === 0) one.takeWhole();
}

/** A gateway routes to the services it needs; everything else links what it needs. */
function withLinks(
  { part, needs }: Composed,
  all: readonly Composed[],
  nameOf: (service: string) => string,
): DraftPart {
  const wanted = [...new Set(needs.map(nameOf))].filter((name) => name !== part.name);
  const callOf = (name: string) => all.find((one) => one.part.name === name)?.part.call ?? '';
  if (part.call === 'gateway')
    return { ...part, routes: wanted.filter((name) => callOf(name) === 'service') };
  if (part.call !== 'service') return part;
  const links = wanted.filter((name) => LINKED.includes(callOf(name)));
  // Services that speak to one another cannot each be started first: the file's own order decides.
  const isBefore = (name: string) =>
    callOf(name) !== 'service' ||
    !reaches(name, part.name, all, nameOf) ||
    order(name, all) < order(part.name, all);
  return { ...part, links: links.filter(isBefore) };
}

const order = (name: string, all: readonly Composed[]): number =>
  all.findIndex((one) => one.part.name === name);

function reaches(
  from: string,
  to: string,
  all: readonly Composed[],
  nameOf: (service: string) => string,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  const needs = all.find((one) => one.part.name === from)?.needs ?? [];
  return needs.some((need) => reaches(nameOf(need), to, all, nameOf, new Set([...seen, from])));
}

/** A plan reaches somebody else's API only through a link. */
const dropUnreached = (parts: readonly DraftPart[]): readonly DraftPart[] =>
  parts.filter(
    (part) => part.call !== 'external' || parts.some((one) => one.links.includes(part.name)),
  );

/** Services open to the host stand behind a gateway of the plan's own, where the file has none. */
function withGateway(
  parts: readonly DraftPart[],
  composed: readonly Composed[],
  taken: readonly string[],
): readonly DraftPart[] {
  const open = composed
    .filter((one) => one.part.call === 'service' && one.published.length > 0)
    .map((one) => one.part.name);
  const [first] = parts.filter((part) => part.call === 'gateway');
  if (first)
    return parts.map((part) =>
      part === first && part.routes.length === 0 ? { ...part, routes: open } : part,
    );
  if (open.length === 0) return parts;
  const name = nameFor('edge', taken);
  return [...parts, { call: 'gateway', name, spec: {}, links: [], secrets: [], routes: open }];
}

/** Where the gateway listens on this machine: the first port that the file opens to the host. */
function portOf(composed: readonly Composed[]): number | undefined {
  const gateways = composed.filter((one) => one.part.call === 'gateway');
  const services = composed.filter((one) => one.part.call === 'service');
  const ports = [...gateways, ...services].flatMap((one) => one.published);
  return ports.find((port) => port > 1_023);
}

const noServices = (file: string) =>
  new Failure(
    'app/no-services',
    { en: `${file} has no services`, ko: `${file}에 services가 없다` },
    {
      hint: {
        en: 'Name a Docker Compose file: `hanok init --from compose.yaml`.',
        ko: 'Docker Compose 파일을 준다: `hanok init --from compose.yaml`.',
      },
    },
  );

import { readEnvironment } from './compose-environment.ts';
import {
  type Image,
  kindOf,
  readCommand,
  readDuration,
  readImage,
  readMemory,
  versionOf,
} from './compose-kinds.ts';
import type { Code, DraftPart, PartCall } from './draft.ts';
import type { Tree } from './yaml-tree.ts';

/** A service of a Compose file on its way to a part. */
export interface Composed {
  readonly part: DraftPart;
  /** Services it needs or speaks of, by their names in the file. */
  readonly needs: readonly string[];
  /** Ports on the host. */
  readonly published: readonly number[];
}
export interface ComposeAround {
  /** All services of the file, by their own names. */
  readonly services: readonly string[];
  /** A service's name in the plan. */
  readonly nameOf: (service: string) => string;
  readonly taken: readonly string[];
}

const WHY = {
  noCommand: {
    en: 'write what starts it: run: { command: […], folder: … }',
    ko: '시작하는 명령을 적는다: run: { command: […], folder: … }',
  },
  unknown: { en: 'a variable decides', ko: '변수가 정한다' },
  mount: { en: 'a service keeps no files of its own', ko: '서비스는 자기 파일을 갖지 않는다' },
  product: {
    en: 'a plan does not say which product it is',
    ko: '계획은 어떤 제품인지 말하지 않는다',
  },
  made: { en: 'made by the store itself', ko: '저장소가 스스로 만든다' },
  both: { en: 'a size has cores and memory', ko: '크기에는 코어와 메모리가 모두 있어야 한다' },
};

export function composeService(tree: Tree, name: string, around: ComposeAround): Composed {
  const image = imageOf(tree);
  const built = tree.take('build');
  const call: PartCall = tree.keys.includes('provider')
    ? 'external'
    : image && !built
      ? kindOf(image)
      : 'service';
  const ports = portsOf(tree);
  const needs = needsOf(tree);
  tree.take('version');
  const base = { call, name: around.nameOf(name), routes: [] };
  if (call === 'service') {
    const told = readEnvironment(tree.take('environment'), around.services, around.taken);
    const own = secretsOf(tree, around.taken);
    const secrets = [...new Set([...told.secrets, ...own])];
    const configuration = told.configuration;
    const spec = {
      ...serviceSpec(tree, image, built, ports.inside[0]),
      ...(Object.keys(configuration).length > 0 && { configuration }),
    };
    return {
      part: { ...base, spec, links: [], secrets },
      needs: [...needs, ...told.mentions],
      published: ports.outside,
    };
  }
  if (built) built.leave();
  const spec = call === 'gateway' ? gatewaySpec(tree) : storeSpec(tree, call, image);
  return { part: { ...base, spec, links: [], secrets: [] }, needs, published: ports.outside };
}

function imageOf(tree: Tree): Image | undefined {
  const node = tree.take('image');
  if (node?.text === undefined) return undefined;
  return readImage(node.text) ?? node.leave(WHY.unknown);
}

type Spec = Record<string, Code | undefined>;

function serviceSpec(
  tree: Tree,
  image: Image | undefined,
  built: Tree | undefined,
  port: number | undefined,
): Spec {
  const command = wordsOf(tree.take('command')) ?? wordsOf(tree.take('entrypoint'));
  const context = built?.text ?? built?.take('context')?.text;
  if (built && !command) built.leave(WHY.noCommand);
  if (command && !built) tree.take('command')?.leave(WHY.noCommand);
  const drain = readDuration(tree.take('stop_grace_period')?.text);
  return {
    ...(image && { image: { ...image } }),
    ...(command && built && { run: { command, ...(context && { folder: context }) } }),
    ...(port !== undefined && { port }),
    ...healthOf(tree),
    ...machineOf(tree),
    ...replicasOf(tree),
    ...(drain && { stop: { drain } }),
    ...(restartOf(tree) && {}),
  };
}

function gatewaySpec(tree: Tree): Spec {
  tree.take('image')?.leave(WHY.product);
  tree.take('healthcheck')?.takeWhole();
  restartOf(tree);
  const { replicas } = replicasOf(tree);
  const { size } = machineOf(tree);
  return { ...(size && { size }), ...(replicas && { replicas }) };
}

/** Of a store its version and machine; its data is its own business, and its password is generated. */
function storeSpec(tree: Tree, call: PartCall, image: Image | undefined): Spec {
  for (const one of tree.take('volumes')?.takeEach() ?? []) one.takeWhole();
  tree.take('healthcheck')?.takeWhole();
  restartOf(tree);
  for (const one of tree.take('environment')?.takeEach() ?? []) one.leave(WHY.made);
  const version = versionOf(image?.tag);
  if (call === 'postgres' || call === 'mysql') return { version, size: machineOf(tree).size };
  if (call === 'redis' || call === 'search') return { version, memory: memoryOf(tree) };
  tree.take('image')?.leave(WHY.product);
  return {};
}

function memoryOf(tree: Tree): string | undefined {
  const node =
    tree.take('deploy')?.take('resources')?.take('limits')?.take('memory') ??
    tree.take('mem_limit');
  return readMemory(node?.text) ?? node?.leave();
}

/** A list of words, or a text in words. */
function wordsOf(tree: Tree | undefined): readonly string[] | undefined {
  const words =
    tree?.text === undefined
      ? tree?.takeEach().flatMap((one) => one.text ?? [])
      : readCommand(tree.text);
  return words && words.length > 0 ? words : undefined;
}

/** 'always' and its like are what Hanok does anyway. */
function restartOf(tree: Tree): boolean {
  const restart = tree.take('restart');
  if (restart?.text === 'no' || restart?.text === 'false') restart.leave();
  return restart !== undefined;
}

function portsOf(tree: Tree): { inside: readonly number[]; outside: readonly number[] } {
  const inside: number[] = [];
  const outside: number[] = [];
  const keep = (list: number[], words: string | undefined) => {
    const port = Number(words);
    if (Number.isInteger(port) && port > 0 && port < 65_536) list.push(port);
  };
  for (const one of tree.take('ports')?.takeEach() ?? []) {
    const [plain = ''] = (one.text ?? '').split('/');
    const words =
      one.text === undefined
        ? [one.take('published')?.text, one.take('target')?.text]
        : plain.split(':').slice(-2);
    keep(inside, words.at(-1));
    if (words.length > 1) keep(outside, words.at(-2));
    if (!Number.isInteger(Number(words.at(-1)))) one.leave();
  }
  for (const one of tree.take('expose')?.takeEach() ?? []) keep(inside, one.text?.split('/')[0]);
  return { inside, outside };
}

/** `depends_on` and `links`, in their short and long forms. */
function needsOf(tree: Tree): readonly string[] {
  const after = tree.take('depends_on')?.takeEach() ?? [];
  for (const one of after) {
    const condition = one.take('condition');
    if (condition?.text === 'service_completed_successfully') condition.leave();
  }
  const linked = tree.take('links')?.takeEach() ?? [];
  return [
    ...after.map((one) => one.text ?? one.key),
    ...linked.flatMap((one) => one.text?.split(':')[0] ?? []),
  ];
}

function secretsOf(tree: Tree, taken: readonly string[]): readonly string[] {
  return (tree.take('secrets')?.takeEach() ?? []).flatMap((one) => {
    const source = one.text ?? one.take('source')?.text ?? '';
    const name = source.toLowerCase().replaceAll('_', '-');
    if (/^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,39}$/.test(name) && !taken.includes(name))
      return [name];
    one.leave();
    return [];
  });
}

function healthOf(tree: Tree): { health?: Code } {
  const check = tree.take('healthcheck');
  const test = check?.take('test');
  const words = test?.text ?? test?.items.map((one) => one.text ?? '').join(' ');
  const path = /https?:\/\/[^/\s'"]+(\/[^\s'"?|;&)]*)/.exec(words ?? '')?.[1];
  if (path === undefined) {
    test?.leave();
    return {};
  }
  test?.takeWhole();
  const within = readDuration(check?.take('start_period')?.text);
  return { health: { ready: path, ...(within && { within }) } };
}

/** Limits are the size; reservations what the scheduler sets aside. */
function machineOf(tree: Tree): { size?: Code; reserves?: Code } {
  const resources = tree.take('deploy')?.take('resources');
  const limits =
    machine(resources?.take('limits'), 'cpus', 'memory') ?? machine(tree, 'cpus', 'mem_limit');
  const reserves = machine(resources?.take('reservations'), 'cpus', 'memory');
  return { ...(limits && { size: limits }), ...(reserves && { reserves }) };
}

function machine(tree: Tree | undefined, cpus: string, memory: string): Code | undefined {
  if (!tree?.keys.some((key) => key === cpus || key === memory)) return undefined;
  const [cpuTree, memoryTree] = [tree.take(cpus), tree.take(memory)];
  const [cpu, size] = [Number(cpuTree?.text), readMemory(memoryTree?.text)];
  if (cpu >= 0.01 && cpu <= 1_024 && size) return { cpu, memory: size };
  cpuTree?.leave(WHY.both);
  return memoryTree?.leave(WHY.both);
}

function replicasOf(tree: Tree): { replicas?: number } {
  const node = tree.take('deploy')?.take('replicas') ?? tree.take('scale');
  const many = Number(node?.text);
  if (Number.isInteger(many) && many > 0 && many <= 1_000) return { replicas: many };
  node?.leave();
  return {};
}

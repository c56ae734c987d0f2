import { isDeepStrictEqual } from 'node:util';
import { problemsOf } from './schema.ts';

export interface Stored {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    uid?: string;
    resourceVersion: string;
    generation: number;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    deletionTimestamp?: string;
    ownerReferences?: readonly { readonly name: string; readonly uid: string }[];
  };
  spec: Tree;
  status?: Tree;
}

export type Tree = { [name: string]: unknown };

/** A refusal as the API server words it. */
export class Refused extends Error {
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** The objects of one namespace, with what each manager applied. */
export class Store {
  readonly #objects = new Map<string, Stored>();
  readonly #applied = new Map<string, Map<string, Tree>>();
  #version = 1;

  get(kind: string, name: string): Stored | undefined {
    return this.#objects.get(`${kind}/${name}`);
  }

  all(kind: string): Stored[] {
    return [...this.#objects.values()].filter((one) => one.kind === kind);
  }

  /** Puts an object as a controller does: its status, or a pod. */
  put(object: Stored, change: Partial<Stored>): void {
    const next = { ...object, ...structuredClone(change) };
    if (isDeepStrictEqual(next, this.get(object.kind, object.metadata.name))) return;
    next.metadata = { ...next.metadata, resourceVersion: this.#next() };
    this.#objects.set(`${object.kind}/${object.metadata.name}`, next);
  }

  delete(kind: string, name: string): void {
    const uid = this.get(kind, name)?.metadata.uid;
    this.#objects.delete(`${kind}/${name}`);
    this.#applied.delete(`${kind}/${name}`);
    if (uid === undefined) return;
    // What belongs to it goes with it.
    for (const one of [...this.#objects.values()])
      if (one.metadata.ownerReferences?.some((owner) => owner.uid === uid))
        this.delete(one.kind, one.metadata.name);
  }

  /**
   * Server-side apply: lists are whole, and a field that its last owner left out goes. What another
   * one owns is taken by force, or the whole apply is refused.
   */
  apply(kind: string, name: string, { manager, body, force = true }: Applied): Stored {
    const key = `${kind}/${name}`;
    const current = this.#objects.get(key);
    const { resourceVersion } = body.metadata as { resourceVersion?: string };
    this.#refuseStale(key, current, resourceVersion);
    const managers = this.#applied.get(key) ?? new Map<string, Tree>();
    const others = [...managers].filter(([one]) => one !== manager).map(([, tree]) => tree);
    const disputed = others.flatMap((tree) => disputes(kind, body, tree));
    if (disputed.length > 0 && !force)
      throw new Refused(409, 'Conflict', disputed.map((path) => path.join('.')).join(', '));
    const said = structuredClone(body);
    const merged = merge(structuredClone((current ?? {}) as Tree), {
      before: managers.get(manager) ?? {},
      next: said,
      others,
    });
    const made = this.#save(kind, name, merged, current);
    for (const tree of others) for (const path of disputed) disown(tree, path);
    this.#applied.set(key, managers.set(manager, said));
    return made;
  }

  /** Creates, or replaces the version that was read. */
  write(kind: string, name: string, body: Tree): Stored {
    const key = `${kind}/${name}`;
    const current = this.#objects.get(key);
    const { resourceVersion } = body.metadata as { resourceVersion?: string };
    if (current && resourceVersion === undefined)
      throw new Refused(409, 'AlreadyExists', `${key} already exists`);
    this.#refuseStale(key, current, resourceVersion);
    return this.#save(kind, name, structuredClone(body), current);
  }

  #refuseStale(key: string, current: Stored | undefined, version: string | undefined): void {
    if (version === undefined || version === current?.metadata.resourceVersion) return;
    throw new Refused(
      409,
      'Conflict',
      `Operation cannot be fulfilled on ${key}: the object has been modified`,
    );
  }

  #save(kind: string, name: string, tree: Tree, current: Stored | undefined): Stored {
    const next = tree as unknown as Stored;
    const generation = current?.metadata.generation ?? 0;
    const isSame = current && isDeepStrictEqual(next.spec, current.spec);
    next.metadata = { ...next.metadata, name, generation: isSame ? generation : generation + 1 };
    next.metadata.resourceVersion = current?.metadata.resourceVersion ?? '';
    next.metadata.uid = current?.metadata.uid ?? `uid-${this.#version}`;
    const problems = [...problemsOf(kind, next), ...rulesBroken(next, current)];
    if (problems.length > 0) throw new Refused(422, 'Invalid', problems.join(', '));
    if (current && isDeepStrictEqual(next, current)) return current;
    next.metadata.resourceVersion = this.#next();
    this.#objects.set(`${kind}/${name}`, next);
    return next;
  }

  #next(): string {
    this.#version += 1;
    return String(this.#version);
  }
}

interface Applied {
  readonly manager: string;
  readonly body: Tree;
  readonly force?: boolean;
}

/** Maps that have one owner as a whole, as lists have. */
const ATOMIC = ['Service spec.selector', 'HorizontalPodAutoscaler spec.scaleTargetRef'];

/** The fields that both say, and differently. */
const disputes = (kind: string, mine: Tree, theirs: Tree, path: string[] = []): string[][] =>
  Object.keys(mine).flatMap((name) => {
    const [one, other] = [mine[name], theirs[name]];
    const here = [...path, name];
    const isWhole = ATOMIC.includes(`${kind} ${here.join('.')}`);
    if (!(name in theirs) || here.join('.') === 'metadata.resourceVersion') return [];
    if (isTree(one) && isTree(other) && !isWhole) return disputes(kind, one, other, here);
    return isDeepStrictEqual(one, other) ? [] : [here];
  });

function disown(tree: Tree, path: readonly string[]): void {
  const steps = path.slice(0, -1);
  const last = path.at(-1) ?? '';
  const inside = steps.reduce((at, step) => toTree(at[step]), tree);
  delete inside[last];
}

interface Merge {
  readonly before: Tree;
  readonly next: Tree;
  readonly others: readonly Tree[];
}

function merge(current: Tree, { before, next, others }: Merge): Tree {
  for (const name of Object.keys(before)) {
    const isKept = name in next || others.some((tree) => name in tree);
    if (!isKept) delete current[name];
  }
  for (const [name, value] of Object.entries(next)) {
    const inner = {
      before: toTree(before[name]),
      others: others.map((tree) => toTree(tree[name])),
    };
    current[name] = isTree(value) ? merge(toTree(current[name]), { ...inner, next: value }) : value;
  }
  return current;
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const toTree = (value: unknown): Tree => (isTree(value) ? value : {});

/** What no schema says and the server refuses all the same. */
function rulesBroken(next: Stored, current: Stored | undefined): string[] {
  if (next.kind === 'Service' && !/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(next.metadata.name))
    return ['metadata.name: a DNS-1035 label must begin with a letter'];
  if (Object.values(next.metadata.labels ?? {}).some((value) => value.length > 63))
    return ['metadata.labels: must be no more than 63 characters'];
  if (next.kind !== 'Deployment') return [];
  const { selector, template } = next.spec as {
    selector: { matchLabels: Tree };
    template: { metadata: { labels: Tree } };
  };
  const chosen = Object.entries(selector.matchLabels);
  if (chosen.some(([name, value]) => template.metadata.labels[name] !== value))
    return ['spec.template.metadata.labels: `selector` does not match template `labels`'];
  if (current && !isDeepStrictEqual(selector, current.spec.selector))
    return ['spec.selector: field is immutable'];
  return [];
}

import { request as askPlain, Agent as HttpAgent } from 'node:http';
import { request as askSafe, Agent as HttpsAgent } from 'node:https';
import { Failure } from '#kernel';
import { refused, unreachable } from './failures.ts';
import type { Kind, KubeObject } from './kinds.ts';
import type { Access } from './kubeconfig.ts';

/** One request to the API server; `body` is JSON. */
export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly type?: string;
  /** What the answer is asked to be; JSON unless said. */
  readonly accept?: string;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Carries a request there and its answer back; throws when none comes. */
export type Send = (ask: Ask) => Promise<Answer>;

/** Seconds in which an answer must have come. */
const ANSWER_WITHIN_MS = 15_000;
/** The name under which the server keeps which fields are ours. */
export const MANAGER = 'hanok';

/** The few verbs of the API server that delivering needs, in one namespace. Holds sockets: close it. */
export class KubeClient {
  readonly namespace: string;
  readonly #send: Send;
  readonly #close: () => void;

  constructor(namespace: string, send: Send, close: () => void = () => undefined) {
    this.namespace = namespace;
    this.#send = send;
    this.#close = close;
  }

  /** `around` sees every request, for tests that let the world say no. */
  static of(access: Access, around: (send: Send) => Send = (send) => send): KubeClient {
    const { send, close } = sender(access);
    return new KubeClient(access.namespace, around(send), close);
  }

  /** The same client, which asks `guard` before it sends anything. It shares the sockets. */
  guarded(guard: () => Promise<void>): KubeClient {
    return new KubeClient(this.namespace, async (ask) => {
      await guard();
      return this.#send(ask);
    });
  }

  /** Undefined when there is none. */
  get<T extends KubeObject>(kind: Kind, name: string): Promise<T | undefined> {
    return this.#ask({ method: 'GET', path: this.#pathOf(kind, name) }, `get ${kind.kind} ${name}`);
  }

  /**
   * Its metadata and nothing else: a server that cannot leave the rest out refuses, so the values of
   * a Secret never travel.
   */
  metadataOf(kind: Kind, name: string): Promise<KubeObject | undefined> {
    const accept = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
    const path = this.#pathOf(kind, name);
    return this.#ask({ method: 'GET', path, accept }, `get the metadata of ${kind.kind} ${name}`);
  }

  /** What a Service of any namespace answers, through the API server: no way into the cluster is needed. */
  async passTo(namespace: string, service: string, path: string): Promise<Answer> {
    const base = `/api/v1/namespaces/${namespace}/services/${service}/proxy`;
    const asked = `visit service ${namespace}/${service}`;
    const answer = await this.#carry({ method: 'GET', path: `${base}${path}` }, asked);
    if (isOwnRefusal(answer)) throw refused({ asked, ...answer, body: parse(answer.body) });
    return answer;
  }

  /** Every object that bears these labels. */
  async list<T extends KubeObject>(
    kind: Kind,
    labels: Readonly<Record<string, string>>,
  ): Promise<readonly T[]> {
    const words = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
    const path = `${this.#pathOf(kind)}?labelSelector=${encodeURIComponent(words.join(','))}`;
    const found = await this.#ask<{ items?: readonly T[] }>(
      { method: 'GET', path },
      `list ${kind.kind}`,
    );
    return found?.items ?? [];
  }

  /**
   * Server-side apply: what is said is so afterwards, what was said before and no longer is goes,
   * and what others own stays. With a resourceVersion it fails when somebody wrote in between.
   */
  async apply<T extends KubeObject>(
    kind: Kind,
    object: KubeObject,
    manager: string = MANAGER,
  ): Promise<T> {
    const { name } = object.metadata;
    const words = `fieldManager=${manager}&force=true&fieldValidation=Strict`;
    const asked = `apply ${kind.kind} ${name}`;
    const path = `${this.#pathOf(kind, name)}?${words}`;
    const whole = { apiVersion: kind.apiVersion, kind: kind.kind, ...object };
    const type = 'application/apply-patch+yaml';
    const made = await this.#ask<T>(
      { method: 'PATCH', path, type, body: JSON.stringify(whole) },
      asked,
    );
    return made ?? this.#gone(asked);
  }

  /** Writes an object only when nobody else did: creates it, or replaces the version that was read. */
  async write<T extends KubeObject>(kind: Kind, object: KubeObject): Promise<T> {
    const { name, resourceVersion } = object.metadata;
    const path = this.#pathOf(kind, resourceVersion === undefined ? undefined : name);
    const method = resourceVersion === undefined ? 'POST' : 'PUT';
    const body = JSON.stringify({ apiVersion: kind.apiVersion, kind: kind.kind, ...object });
    const asked = `write ${kind.kind} ${name}`;
    const made = await this.#ask<T>(
      { method, path: `${path}?fieldManager=${MANAGER}`, type: 'application/json', body },
      asked,
    );
    return made ?? this.#gone(asked);
  }

  /** Asks for the end of an object and of what it owns; one that is gone already is done. */
  async remove(kind: Kind, name: string): Promise<void> {
    const body = JSON.stringify({ propagationPolicy: 'Foreground' });
    await this.#ask(
      { method: 'DELETE', path: this.#pathOf(kind, name), type: 'application/json', body },
      `delete ${kind.kind} ${name}`,
    );
  }

  /**
   * The status with which a pod answers, through the API server, so that no way into the cluster is
   * needed; undefined when the server could not reach the pod.
   */
  async visit(pod: string, port: number, words: string): Promise<number | undefined> {
    const [method = 'GET', path = '/'] = words.split(' ');
    const base = `/api/v1/namespaces/${this.namespace}/pods/${pod}:${port}/proxy`;
    const asked = `visit pod ${pod}`;
    const ask: Ask = { method: method as Ask['method'], path: `${base}${path}` };
    const answer = await this.#carry(ask, asked);
    if (!isOwnStatus(answer.body)) return answer.status;
    if (isOwnRefusal(answer)) throw refused({ asked, ...answer, body: parse(answer.body) });
    return undefined;
  }

  close(): void {
    this.#close();
  }

  async #ask<T>(ask: Ask, asked: string): Promise<T | undefined> {
    const { status, body } = await this.#carry(ask, asked);
    if (status === 404 && ask.method !== 'POST' && isMissing(body)) return undefined;
    if (status < 200 || status > 299) throw refused({ asked, status, body: parse(body) });
    return parse(body) as T;
  }

  async #carry(ask: Ask, asked: string): Promise<Answer> {
    try {
      return await this.#send(ask);
    } catch (cause) {
      throw cause instanceof Failure ? cause : unreachable(asked, cause);
    }
  }

  #gone(asked: string): never {
    throw refused({ asked, status: 404, body: {} });
  }

  #pathOf({ apiVersion, plural, isClusterWide }: Kind, name?: string): string {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const place = isClusterWide ? root : `${root}/namespaces/${this.namespace}`;
    const all = `${place}/${plural}`;
    return name === undefined ? all : `${all}/${encodeURIComponent(name)}`;
  }
}

/** An answer of the API server itself, and not of whom it asked for us. */
const isOwnStatus = (body: string): boolean => {
  const { kind, apiVersion } = parse(body) as { kind?: string; apiVersion?: string };
  return kind === 'Status' && apiVersion === 'v1';
};

const isOwnRefusal = ({ status, body }: Answer): boolean =>
  (status === 401 || status === 403) && isOwnStatus(body);

/** An object that is not there, and not a kind or a path that the server does not know. */
function isMissing(body: string): boolean {
  const { details } = parse(body) as { details?: { name?: string } };
  return details?.name !== undefined;
}

function parse(body: string): object {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return { message: body.slice(0, 200) };
  }
}

function sender(access: Access): { send: Send; close: () => void } {
  const { server, ca, certificate, key, serverName } = access;
  const isSafe = server.startsWith('https:');
  const agent = isSafe
    ? new HttpsAgent({
        keepAlive: true,
        ...(ca && { ca }),
        ...(certificate && key && { cert: certificate, key }),
        ...(serverName && { servername: serverName }),
      })
    : new HttpAgent({ keepAlive: true });
  const send: Send = ({ method, path, type, accept = 'application/json', body }) =>
    new Promise((resolve, reject) => {
      const headers = {
        accept,
        ...(type && { 'content-type': type }),
        ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
        ...(access.token && { authorization: `Bearer ${access.token()}` }),
      };
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      const going = (isSafe ? askSafe : askPlain)(
        `${server}${path}`,
        { method, headers, agent, signal },
        (answer) => {
          let words = '';
          answer.setEncoding('utf8');
          answer.on('data', (part: string) => {
            words += part;
          });
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: words }));
          answer.on('error', reject);
        },
      );
      going.on('error', reject);
      going.end(body);
    });
  return { send, close: () => agent.destroy() };
}

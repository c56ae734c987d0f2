import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Asked {
  readonly method: string;
  readonly plural: string;
  readonly name: string | undefined;
  readonly isProxy: boolean;
  /** Not there yet: an apply is a create as well. */
  readonly isNew: boolean;
}

const VERBS: Readonly<Record<string, string>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** The rights that RBAC asks for a request. */
export function rightsOf({ method, plural, name, isProxy, isNew }: Asked): readonly string[] {
  if (isProxy) return [`get ${plural}/proxy`];
  const read = name === undefined ? 'list' : 'get';
  const right = `${VERBS[method] ?? read} ${plural}`;
  return isNew && method === 'PATCH' ? [right, `create ${plural}`] : [right];
}

/** The rights that the page for people grants. */
export function rightsGranted(): ReadonlySet<string> {
  const page = readFileSync(new URL('../../../docs/kubernetes.md', import.meta.url), 'utf8');
  const words = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const { rules } = parse(words) as {
    rules: { resources: readonly string[]; verbs: readonly string[] }[];
  };
  const all = rules.flatMap(({ resources, verbs }) =>
    resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)),
  );
  // Of another namespace, where Prometheus is reached through the API server.
  return new Set([...all, 'get services/proxy']);
}

/** Either an order in which every node comes after what it needs, or one cycle as its path. */
export type Ordered =
  | { readonly ok: true; readonly order: readonly string[] }
  | { readonly ok: false; readonly cycle: readonly string[] };

/**
 * Topological order, deterministic: nodes are taken in the order given.
 * A need that is not a node is ignored; who reports it is the caller's business.
 */
export function orderByNeed(
  nodes: readonly string[],
  needs: (node: string) => readonly string[],
): Ordered {
  const known = new Set(nodes);
  const done = new Set<string>();
  const path: string[] = [];

  function visit(node: string): readonly string[] | undefined {
    if (done.has(node) || !known.has(node)) return undefined;
    const start = path.indexOf(node);
    if (start >= 0) return [...path.slice(start), node];
    path.push(node);
    for (const need of needs(node)) {
      const cycle = visit(need);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(node);
    return undefined;
  }

  for (const node of nodes) {
    const cycle = visit(node);
    if (cycle) return { ok: false, cycle };
  }
  return { ok: true, order: [...done] };
}

/** Everything that one step or more lead to, nearest first; a start only where a circle leads back to it. */
export function reachable(
  starts: readonly string[],
  next: (node: string) => readonly string[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = [...starts];
  // Grows while it is gone through.
  for (const node of visit)
    for (const one of next(node))
      if (!found.has(one)) {
        found.add(one);
        visit.push(one);
      }
  return found;
}

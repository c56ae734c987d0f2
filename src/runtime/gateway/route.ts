/** The longest prefix first, so that the first match is the right one. */
export const byLongestPath = <T extends { readonly path: string }>(routes: readonly T[]): T[] =>
  [...routes].sort((a, b) => b.path.length - a.path.length);

/** The route of a request target (path with query); `routes` must be ordered longest first. */
export function matchRoute<T extends { readonly path: string }>(
  routes: readonly T[],
  target: string,
): T | undefined {
  for (const route of routes) if (isUnder(target, route.path)) return route;
  return undefined;
}

/** '/api' holds '/api', '/api/x' and '/api?x', and does not hold '/apix'. */
function isUnder(target: string, path: string): boolean {
  if (!target.startsWith(path)) return false;
  if (target.length === path.length || path.endsWith('/')) return true;
  const next = target.charCodeAt(path.length);
  return next === SLASH || next === QUESTION;
}

const SLASH = 0x2f;
const QUESTION = 0x3f;

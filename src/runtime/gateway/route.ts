/** The longest prefix first, so that the first match is the right one. */
export const byLongestPath = <T extends { readonly path: string }>(routes: readonly T[]): T[] =>
  [...routes].sort((a, b) => b.path.length - a.path.length);

/**
 * The route of a request target (path with query); `routes` must be ordered longest first and have
 * plain paths. The target is read as a service might read it, or another spelling of a path would get
 * past a route that asks for more than its neighbour.
 */
export function matchRoute<T extends { readonly path: string }>(
  routes: readonly T[],
  target: string,
): T | undefined {
  const path = toPlainPath(target);
  return path === undefined ? undefined : routes.find((route) => isUnder(path, route.path));
}

const ODD = /[%\\;]|\/\/|\/\./;
const STEP = /^\.{1,2}$/;

/**
 * The path of a target with its escapes undone, single slashes and no parameters; undefined when it
 * has a step to itself or up ('.', '..'), which no honest client sends.
 */
export function toPlainPath(target: string): string | undefined {
  const end = target.indexOf('?');
  const path = end < 0 ? target : target.slice(0, end);
  if (!ODD.test(path)) return path;
  const segments = path
    .replaceAll(/%([0-7][0-9a-f])/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .split(/[/\\]+/)
    .map((segment) => segment.replace(/;.*$/s, ''));
  return segments.some((segment) => STEP.test(segment)) ? undefined : segments.join('/');
}

/** '/api' holds '/api' and '/api/x', and does not hold '/apix'. */
function isUnder(asked: string, path: string): boolean {
  if (!asked.startsWith(path)) return false;
  return (
    asked.length === path.length || path.endsWith('/') || asked.charCodeAt(path.length) === SLASH
  );
}

const SLASH = 0x2f;

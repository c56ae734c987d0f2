import type { ResolvedRoute } from '#model';
import { coversOf } from '../../edge/edge.ts';

/** Text in an expression of Cloudflare; that Terraform reads none out of it, its printer sees to. */
const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** A set of texts, in order. */
export const words = (all: readonly string[]): string => all.toSorted().map(quoted).join(' ');

/** Requests that a route takes: its path and what is below it, on its hosts. */
export function covering({ path, hosts = [] }: ResolvedRoute): string {
  const { exact, below } = coversOf(path);
  const under = `starts_with(http.request.uri.path, ${quoted(below)})`;
  const here =
    exact === undefined ? under : `(http.request.uri.path eq ${quoted(exact)} or ${under})`;
  return hosts.length === 0 ? here : `(http.host in {${words(hosts)}} and ${here})`;
}

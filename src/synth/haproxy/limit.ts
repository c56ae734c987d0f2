import type { Edge, EdgeRoute } from '../edge/edge.ts';
import type { Source } from '../source.ts';

/** A table that counts one route's askers: its `backend` line, and the line inside. */
export interface Table {
  readonly lines: readonly [string, string];
  readonly source: Source;
}

export const tablesOf = ({ routes }: Edge): readonly Table[] =>
  routes.flatMap(({ route, id, source }) => {
    if (!route.limit) return [];
    const seconds = Math.ceil(route.limit.rate.windowMs / 1_000);
    const table = `stick-table type ${typeOf(route.limit.per)} size 100k expire ${seconds}s store http_req_rate(${seconds}s)`;
    return [{ lines: [`backend ${tableOf(id)}`, table], source }];
  });

/** Counts a request that fits `condition`, and refuses what is over. */
export function limitOf({ route, id }: EdgeRoute, condition: string): readonly string[] {
  if (!route.limit) return [];
  const table = tableOf(id);
  const { count } = route.limit.rate;
  return [
    ...trackers(route.limit.per, condition).map(
      ([key, when]) => `http-request track-sc0 ${key} table ${table} if ${when}`,
    ),
    `http-request deny deny_status 429 if ${condition} { sc_http_req_rate(0,${table}) gt ${count} }`,
  ];
}

const tableOf = (id: string): string => `asked_${id}`;

const typeOf = (per: string | undefined): string =>
  per === 'api-key' || per === 'user' ? 'string len 64' : per === undefined ? 'integer' : 'ipv6';

const HEADERS: Readonly<Record<string, string>> = { 'api-key': 'x-api-key', user: 'authorization' };

/** Who is counted when: who shows no key, or is not signed in, by address; without a word all together. */
function trackers(
  per: string | undefined,
  condition: string,
): readonly (readonly [key: string, when: string])[] {
  const header = HEADERS[per ?? ''];
  if (header === undefined) return [[per === undefined ? 'int(1)' : 'src', condition]];
  const shown = `{ req.hdr(${header}) -m found }`;
  return [
    [`req.hdr(${header}),digest(sha256),hex`, `${condition} ${shown}`],
    ['src', `${condition} !${shown}`],
  ];
}

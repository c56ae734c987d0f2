import { coversOf, type Edge, type EdgeRoute, ofEdge, ofRoute, ofTimeout } from '../edge/edge.ts';
import type { Lines } from '../print/text.ts';
import { zoneOf } from './cache.ts';
import { limitOf } from './limit.ts';

/** An hour: a stream may be silent for long, and its ends find each other dead by themselves. */
const STREAM_SECONDS = 3_600;

/** The locations of a gateway, longest path first. */
export function writeLocations(text: Lines, edge: Edge): void {
  for (const route of edge.routes) {
    const { exact, below } = coversOf(route.route.path);
    text.from(route.source, () => {
      if (exact !== undefined) {
        text.line();
        text.block(`location = ${exact} {`, () => writeProxy(text, edge, route), '}', route.source);
      }
      text.line();
      text.block(`location ${below} {`, () => writeRoute(text, edge, route), '}', route.source);
    });
  }
  const { serves } = edge.gateway;
  if (serves !== undefined && !edge.routes.some(({ route }) => route.path === '/')) {
    text.line();
    text.block(
      'location / {',
      () => text.line(`root /var/www/${serves};`),
      '}',
      ofEdge(edge, 'serves'),
    );
  }
  const root = edge.routes.find(({ route }) => route.path === '/');
  if (serves === undefined || !root) return;
  text.line();
  text.block('location @service {', () => writeProxy(text, edge, root), '}', root.source);
}

/** At the root a file that is there goes before the service, where the gateway serves files. */
function writeRoute(text: Lines, edge: Edge, route: EdgeRoute): void {
  const { serves } = edge.gateway;
  if (serves === undefined || route.route.path !== '/') {
    writeProxy(text, edge, route);
    return;
  }
  text.line(`root /var/www/${serves};\ntry_files $uri @service;`, ofEdge(edge, 'serves'));
}

function writeProxy(text: Lines, edge: Edge, route: EdgeRoute): void {
  const { route: said, timeoutSeconds, maxBodyBytes } = route;
  const limit = limitOf(route);
  if (limit !== undefined) text.line(limit, ofRoute(route, 'limit'));
  text.line(`client_max_body_size ${maxBodyBytes};`, ofRoute(route, 'maxBody'));
  const isStream = said.answers === 'stream';
  const patience = ofTimeout(edge, route);
  text.line(`proxy_send_timeout ${timeoutSeconds}s;`, patience);
  if (isStream)
    text.line(
      `proxy_read_timeout ${STREAM_SECONDS}s;\nproxy_buffering off;`,
      ofRoute(route, 'answers'),
    );
  else text.line(`proxy_read_timeout ${timeoutSeconds}s;`, patience);
  if (said.cached) text.from(ofRoute(route, 'cached'), () => writeCache(text, edge));
  text.line(`proxy_pass http://${said.to};`, ofRoute(route, 'to'));
}

/** What holds for every location; none of them sets a header of its own, which would drop these. */
export function writeForwarding(text: Lines, { role }: Edge): void {
  // What a client says of itself is not believed: the address it comes from replaces it.
  const scheme = role === 'origin' ? '$http_x_forwarded_proto' : '$scheme';
  text.line('proxy_http_version 1.1;');
  text.line('proxy_set_header Host $host;');
  text.line('proxy_set_header X-Forwarded-For $remote_addr;');
  text.line(`proxy_set_header X-Forwarded-Proto ${scheme};`);
  text.line('proxy_set_header X-Forwarded-Host $host;');
  text.line('proxy_set_header Upgrade $http_upgrade;');
  text.line('proxy_set_header Connection $connection_upgrade;');
  text.line('proxy_connect_timeout 5s;');
  // Once more elsewhere, and only what is safe to send twice.
  text.line('proxy_next_upstream error timeout;\nproxy_next_upstream_tries 2;');
}

/** What may be kept and for how long is what the service says of its answer. */
function writeCache(text: Lines, { gateway }: Edge): void {
  text.line(`proxy_cache ${zoneOf(gateway)};`);
  text.line('proxy_cache_lock on;\nproxy_cache_revalidate on;');
  text.line('proxy_cache_use_stale error timeout updating http_502 http_503 http_504;');
}

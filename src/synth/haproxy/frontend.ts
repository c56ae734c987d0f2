import {
  certificateOf,
  coversOf,
  type Edge,
  type EdgeRoute,
  ofEdge,
  ofRoute,
  SECURITY_HEADERS,
  STRICT_TRANSPORT,
} from '../edge/edge.ts';
import type { Lines } from '../print/text.ts';
import { limitOf } from './limit.ts';

/** Who listens, what is refused, and which backend answers. */
export function writeFrontend(text: Lines, edge: Edge): void {
  text.line();
  text.block(
    `frontend ${edge.gateway.name}`,
    () => writeInside(text, edge),
    undefined,
    edge.source,
  );
}

function writeInside(text: Lines, edge: Edge): void {
  writeBinds(text, edge);
  writeHosts(text, edge);
  text.line();
  for (const route of edge.routes) text.from(route.source, () => writePath(text, route));
  text.line();
  for (const route of edge.routes)
    text.from(route.source, () => writeGuards(text, route, before(edge, route)));
  text.line();
  writeHeaders(text, edge);
  text.line();
  for (const { route, id, source } of edge.routes)
    text.line(`use_backend ${backendOf(edge, route.to, id)} if ${aclOf(id)}`, source);
}

function writeBinds(text: Lines, edge: Edge): void {
  const { secure, plainPort, securePort, gateway, keepAliveSeconds, role } = edge;
  if (!secure || role === 'edge')
    text.line(`bind :${plainPort}\nbind :::${plainPort} v6only`, ofEdge(edge, 'ports'));
  if (secure) {
    const minimum = gateway.tls?.minimum === '1.3' ? ' ssl-min-ver TLSv1.3' : '';
    for (const at of [`:${securePort}`, `:::${securePort} v6only`])
      text.line(
        `bind ${at} ssl crt ${certificateOf(edge)}.pem alpn h2,http/1.1${minimum}`,
        ofEdge(edge, 'tls.minimum'),
      );
  }
  text.line(`timeout http-keep-alive ${keepAliveSeconds}s`, ofEdge(edge, 'keepAlive'));
  if (gateway.compresses) {
    text.line(
      'compression algo gzip\ncompression type application/javascript application/json image/svg+xml text/css text/html text/plain',
      ofEdge(edge, 'compresses'),
    );
  }
}

/** Hosts the gateway does not answer for are nobody's; plain HTTP only tells the way. */
function writeHosts(text: Lines, edge: Edge): void {
  const { hosts, secure, role, gateway } = edge;
  if (hosts.length > 0) {
    const at = ofEdge(edge, 'hosts');
    const asked = 'acl host_known req.hdr(host),field(1,:),lower';
    const isWild = (host: string): boolean => host.startsWith('*.');
    const whole = hosts.filter((host) => !isWild(host));
    const below = hosts.filter(isWild).map((host) => host.slice(1));
    text.line();
    if (whole.length > 0) text.line(`${asked} -m str ${whole.join(' ')}`, at);
    if (below.length > 0) text.line(`${asked} -m end ${below.join(' ')}`, at);
    text.line('http-request deny deny_status 421 if !host_known', at);
  }
  if (!secure || role === 'origin') return;
  text.line(
    gateway.redirectsToHttps === false
      ? 'http-request deny deny_status 404 if !{ ssl_fc }'
      : 'http-request redirect scheme https code 308 if !{ ssl_fc }',
    ofEdge(edge, 'redirectsToHttps'),
  );
}

/** `/api` and what is below it, not `/apiary`. */
function writePath(text: Lines, { route, id }: EdgeRoute): void {
  const { exact, below } = coversOf(route.path);
  if (exact !== undefined) text.line(`acl ${aclOf(id)} path -m str ${exact}`);
  text.line(`acl ${aclOf(id)} path -m beg ${below}`);
}

/** A longer path that also fits has its own guards. */
function before(edge: Edge, route: EdgeRoute): string {
  const longer = edge.routes.slice(0, edge.routes.indexOf(route));
  const covered = longer.filter((one) => one.route.path.startsWith(route.route.path));
  return [aclOf(route.id), ...covered.map(({ id }) => `!${aclOf(id)}`)].join(' ');
}

function writeGuards(text: Lines, route: EdgeRoute, condition: string): void {
  for (const line of limitOf(route, condition)) text.line(line, ofRoute(route, 'limit'));
  const tooBig = `{ req.hdr(content-length) -m int gt ${route.maxBodyBytes} }`;
  text.line(
    `http-request deny deny_status 413 if ${condition} ${tooBig}`,
    ofRoute(route, 'maxBody'),
  );
}

/** What a client says of itself is not believed, unless a load balancer of ours said it. */
function writeHeaders(text: Lines, { role, secure }: Edge): void {
  if (role === 'edge') {
    text.line('http-request set-header X-Forwarded-For %[src]');
    text.line('http-request set-header X-Forwarded-Proto https if { ssl_fc }');
    text.line('http-request set-header X-Forwarded-Proto http if !{ ssl_fc }');
  }
  text.line('http-request set-header X-Forwarded-Host %[req.hdr(host)]');
  for (const [name, value] of secure ? [...SECURITY_HEADERS, STRICT_TRANSPORT] : SECURITY_HEADERS)
    text.line(`http-response set-header ${name} "${value}"`);
}

const aclOf = (id: string): string => `path_${id}`;

/** A backend a route: its time-out is its own. */
export const backendOf = ({ gateway, isFirst }: Edge, service: string, id: string): string =>
  `${service}_for_${isFirst && id === gateway.name ? 'all' : id}`;

import { type Edge, type EdgeRoute, ofRoute, ofTimeout, type Upstream } from '../edge/edge.ts';
import type { Lines } from '../print/text.ts';
import { backendOf } from './frontend.ts';

/** An hour: a stream may be silent for long, and its ends find each other dead by themselves. */
const STREAM_SECONDS = 3_600;

/** A backend a route, over the instances of its service. */
export function writeBackends(text: Lines, edge: Edge): void {
  for (const route of edge.routes) {
    const upstream = edge.upstreams.find(({ service }) => service.name === route.route.to);
    if (!upstream) continue;
    text.line();
    const name = backendOf(edge, route.route.to, route.id);
    text.block(
      `backend ${name}`,
      () => writeInside(text, edge, { route, upstream }),
      undefined,
      route.source,
    );
  }
}

function writeInside(
  text: Lines,
  edge: Edge,
  { route, upstream }: { route: EdgeRoute; upstream: Upstream },
): void {
  const { service, source, ports } = upstream;
  const isStream = route.route.answers === 'stream';
  text.line('balance leastconn');
  if (isStream) text.line(`timeout server ${STREAM_SECONDS}s`, ofRoute(route, 'answers'));
  else text.line(`timeout server ${route.timeoutSeconds}s`, ofTimeout(edge, route));
  const ready = service.health?.ready ?? service.health?.live;
  if (ready !== undefined) text.line(`option httpchk GET ${ready}`, source);
  const fall = edge.gateway.ejectAfter ?? 3;
  for (const [index, port] of ports.entries()) {
    const check = ready === undefined ? '' : ` check inter 2s fall ${fall} rise 2`;
    text.line(`server ${service.name}_${index + 1} 127.0.0.1:${port}${check}`, source);
  }
}

import { type Edge, edgesOf } from '../edge/edge.ts';
import { reportGaps } from '../edge/gaps.ts';
import type { SynthFile } from '../file.ts';
import { Lines } from '../print/text.ts';
import { sourceOfPart } from '../source.ts';
import type { EnvironmentTarget, SynthContext } from '../target.ts';
import { writeMain } from './main.ts';
import { writeSite } from './site.ts';

/** nginx on the servers of an environment: it serves the routes without Hanok. */
export const nginx: EnvironmentTarget = {
  name: 'nginx',
  scope: 'environment',
  about: {
    en: 'nginx for gateways on servers: TLS, rate limits, caching, WebSocket',
    ko: '서버에 있는 게이트웨이의 nginx. TLS, 요청 한도, 캐시, WebSocket',
  },
  appliesTo: ({ environment, parts }) =>
    environment.on.engine === 'server' && parts.some(({ kind }) => kind === 'gateway'),
  render(context) {
    const edges = edgesOf(context);
    for (const edge of edges)
      reportGaps(context, edge, {
        target: 'nginx',
        windows: [1_000, 60_000],
        servesFiles: true,
        leastPerMinute: 1,
      });
    return [mainFile(context, edges), ...edges.map(siteFile)];
  },
};

function mainFile({ plan }: SynthContext, edges: readonly Edge[]): SynthFile {
  const text = new Lines();
  writeMain(text, edges);
  const source = sourceOfPart(plan.environment, 'environments');
  return {
    path: 'nginx.conf',
    source,
    body: { kind: 'text', comment: ['#'], lines: text.lines },
  };
}

/** An upstream stands once for all gateways that lead to it, in the file of the first. */
function siteFile(edge: Edge, index: number, all: readonly Edge[]): SynthFile {
  const text = new Lines();
  const known = new Set(
    all.slice(0, index).flatMap(({ upstreams }) => upstreams.map(({ service }) => service.name)),
  );
  const own = edge.upstreams.filter(({ service }) => !known.has(service.name));
  writeSite(text, { ...edge, upstreams: own });
  return {
    path: `sites/${edge.gateway.name}.conf`,
    source: edge.source,
    body: { kind: 'text', comment: ['#'], lines: text.lines },
  };
}

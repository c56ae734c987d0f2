import { edgesOf } from '../edge/edge.ts';
import { reportGaps, reportShared } from '../edge/gaps.ts';
import { Lines } from '../print/text.ts';
import { sourceOfPart } from '../source.ts';
import type { EnvironmentTarget } from '../target.ts';
import { writeBackends } from './backend.ts';
import { writeFrontend } from './frontend.ts';
import { tablesOf } from './limit.ts';

/** A day: the longest window a stick table is asked to keep. */
const DAY_MS = 86_400_000;

/** HAProxy on the servers of an environment: the same routes as nginx, for who prefers it. */
export const haproxy: EnvironmentTarget = {
  name: 'haproxy',
  scope: 'environment',
  about: {
    en: 'HAProxy for gateways on servers: the same routes, limits and checks',
    ko: '서버에 있는 게이트웨이의 HAProxy. 경로, 한도, 점검이 nginx와 같다',
  },
  appliesTo: ({ environment, parts }) =>
    environment.on.engine === 'server' && parts.some(({ kind }) => kind === 'gateway'),
  render(context) {
    const edges = edgesOf(context);
    for (const edge of edges)
      reportGaps(context, edge, {
        target: 'haproxy',
        windows: [1_000, DAY_MS],
        servesFiles: false,
      });
    reportShared(context, edges, 'haproxy');
    const text = new Lines();
    writeDefaults(text);
    for (const edge of edges) {
      for (const { lines, source } of tablesOf(edge)) {
        text.line();
        text.from(source, () => text.block(lines[0], () => text.line(lines[1])));
      }
      writeFrontend(text, edge);
      writeBackends(text, edge);
    }
    const source = sourceOfPart(context.plan.environment, 'environments');
    return [
      { path: 'haproxy.cfg', source, body: { kind: 'text', comment: ['#'], lines: text.lines } },
    ];
  },
};

function writeDefaults(text: Lines): void {
  text.line().block('global', () => {
    text.line('log /dev/log local0');
    // As many connections as the machine's limits let it have, and no more than that.
    text.line('fd-hard-limit 65536');
    // Connections under way at a reload are served to their end.
    text.line('hard-stop-after 1h');
    text.line('ssl-default-bind-ciphers ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!MD5');
    text.line('ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets');
    text.line('tune.ssl.default-dh-param 2048');
  });
  text.line().block('defaults', () => {
    text.line('mode http');
    text.line('log global');
    text.line('option httplog');
    text.line('option dontlognull');
    // Once more elsewhere when the connection could not be made, which is safe for every request.
    text.line('option redispatch');
    text.line('retries 1');
    text.line('retry-on conn-failure');
    text.line('timeout connect 5s');
    text.line('timeout client 60s');
    text.line('timeout server 60s');
    text.line('timeout http-request 10s');
    text.line('timeout tunnel 1h');
  });
}

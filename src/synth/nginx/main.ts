import type { Edge } from '../edge/edge.ts';
import type { Lines } from '../print/text.ts';
import { cacheOf } from './cache.ts';
import { zonesOf } from './limit.ts';

/** The main file: what holds for every site. Paths are relative to it, so it can be tried anywhere. */
export function writeMain(text: Lines, edges: readonly Edge[]): void {
  text.line().line('worker_processes auto;');
  text.line('worker_rlimit_nofile 65536;');
  // Connections under way at a reload are served to their end.
  text.line('worker_shutdown_timeout 1h;').line();
  text.block('events {', () => text.line('worker_connections 16384;'), '}');
  text.line();
  text.block('http {', () => writeHttp(text, edges), '}');
}

function writeHttp(text: Lines, edges: readonly Edge[]): void {
  text.line('include mime.types;').line('default_type application/octet-stream;');
  text.line('server_tokens off;').line('sendfile on;').line('tcp_nopush on;').line();
  writeLog(text);
  text.block(
    'map $http_upgrade $connection_upgrade {',
    // The empty word keeps connections to the services open for the next request.
    () => text.line("default upgrade;\n'' '';"),
    '}',
  );
  const zones = edges.flatMap(zonesOf);
  if (zones.some(({ per }) => per === 'api-key')) {
    text.line().line('# Who shows no key is counted by address.');
    text.block(
      'map $http_x_api_key $asker_by_key {',
      () => text.line("default $http_x_api_key;\n'' $binary_remote_addr;"),
      '}',
    );
  }
  if (zones.some(({ per }) => per === 'user')) {
    text.line().line('# Who is not signed in is counted by address.');
    text.block(
      'map $http_authorization $asker_by_user {',
      () => text.line("default $http_authorization;\n'' $binary_remote_addr;"),
      '}',
    );
  }
  if (zones.length > 0) text.line().line('limit_req_status 429;');
  for (const { line, source } of zones) text.line(line, source);
  for (const edge of edges) {
    const cache = cacheOf(edge);
    if (cache) text.line().line(cache, edge.source);
  }
  text.line();
  for (const { gateway, source } of edges) text.line(`include sites/${gateway.name}.conf;`, source);
}

/** One JSON object a request. The query stays out: it may name a person. */
function writeLog(text: Lines): void {
  text.block('log_format json escape=json', () =>
    text.line(
      [
        `'{"time":"$time_iso8601","host":"$host","method":"$request_method","path":"$uri",'`,
        `'"status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,'`,
        `'"upstream":"$upstream_addr","upstream_seconds":"$upstream_response_time"}';`,
      ].join('\n'),
    ),
  );
  text.line('access_log /var/log/nginx/access.log json;').line();
}

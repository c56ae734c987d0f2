import {
  certificateOf,
  type Edge,
  ofEdge,
  SECURITY_HEADERS,
  STRICT_TRANSPORT,
  type Upstream,
} from '../edge/edge.ts';
import type { Lines } from '../print/text.ts';
import { writeForwarding, writeLocations } from './location.ts';

/** One gateway: its upstreams, the way to HTTPS, and the server that answers. */
export function writeSite(text: Lines, edge: Edge): void {
  for (const upstream of edge.upstreams) {
    text.line();
    writeUpstream(text, upstream, edge);
  }
  if (edge.secure && edge.role === 'edge') {
    text.line();
    writePlain(text, edge);
  }
  text.line();
  text.block('server {', () => writeServer(text, edge), '}', edge.source);
}

function writeUpstream(text: Lines, { service, source, ports }: Upstream, edge: Edge): void {
  const { ejectAfter } = edge.gateway;
  const fails = ejectAfter === undefined ? '' : ` max_fails=${ejectAfter} fail_timeout=10s`;
  text.block(
    `upstream ${service.name} {`,
    () => {
      text.line('least_conn;');
      for (const port of ports) text.line(`server 127.0.0.1:${port}${fails};`);
      text.line('keepalive 64;');
    },
    '}',
    source,
  );
}

/** Plain HTTP only tells the way to HTTPS, and lets the certificate be renewed. */
function writePlain(text: Lines, edge: Edge): void {
  const { gateway, plainPort, source } = edge;
  text.block(
    'server {',
    () => {
      text.line(`listen ${plainPort};\nlisten [::]:${plainPort};`, ofEdge(edge, 'ports'));
      text.line(`server_name ${namesOf(edge)};`, ofEdge(edge, 'hosts'));
      if (gateway.tls?.renews)
        text
          .line()
          .block(
            'location /.well-known/acme-challenge/ {',
            () => text.line('root /var/www/acme;'),
            '}',
            ofEdge(edge, 'tls.renews'),
          );
      text.line();
      if (gateway.redirectsToHttps === false)
        text.block('location / {', () => text.line('return 404;'), '}');
      else
        text.block(
          'location / {',
          () => text.line('return 308 https://$host$request_uri;'),
          '}',
          ofEdge(edge, 'redirectsToHttps'),
        );
    },
    '}',
    source,
  );
}

function writeServer(text: Lines, edge: Edge): void {
  const { gateway, keepAliveSeconds, secure, role } = edge;
  if (secure) writeTls(text, edge);
  else
    text.line(`listen ${edge.plainPort};\nlisten [::]:${edge.plainPort};`, ofEdge(edge, 'ports'));
  text.line(`server_name ${namesOf(edge)};`, ofEdge(edge, 'hosts'));
  text.line(`keepalive_timeout ${keepAliveSeconds}s;`, ofEdge(edge, 'keepAlive'));
  if (role === 'origin') writeTrusted(text);
  if (gateway.compresses) text.from(ofEdge(edge, 'compresses'), () => writeCompression(text));
  text.line();
  const headers = secure ? [...SECURITY_HEADERS, STRICT_TRANSPORT] : SECURITY_HEADERS;
  for (const [name, value] of headers) {
    // A service may say the same: once is enough.
    text.line(`proxy_hide_header ${name};\nadd_header ${name} "${value}" always;`);
  }
  text.line();
  writeForwarding(text, edge);
  writeLocations(text, edge);
}

function writeTls(text: Lines, edge: Edge): void {
  const { securePort, gateway } = edge;
  // `listen … http2` is understood by every nginx since 1.9.5; from 1.25.1 on it only warns.
  text.line(
    `listen ${securePort} ssl http2;\nlisten [::]:${securePort} ssl http2;`,
    ofEdge(edge, 'ports'),
  );
  const file = certificateOf(edge);
  text.line(
    `ssl_certificate ${file}.pem;\nssl_certificate_key ${file}.key;`,
    ofEdge(edge, 'tls.issuer'),
  );
  const isNew = gateway.tls?.minimum === '1.3';
  text.line(`ssl_protocols ${isNew ? 'TLSv1.3' : 'TLSv1.2 TLSv1.3'};`, ofEdge(edge, 'tls.minimum'));
  if (!isNew)
    text.line(
      'ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!MD5;\nssl_prefer_server_ciphers off;',
    );
  text.line('ssl_session_cache shared:tls:10m;\nssl_session_timeout 1d;\nssl_session_tickets off;');
}

/** The load balancer stands in a private network, and names the client; nobody else is believed. */
function writeTrusted(text: Lines): void {
  for (const range of ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'])
    text.line(`set_real_ip_from ${range};`);
  text.line('real_ip_header X-Forwarded-For;\nreal_ip_recursive on;');
}

function writeCompression(text: Lines): void {
  text.line('gzip on;\ngzip_vary on;\ngzip_proxied any;\ngzip_min_length 1024;');
  text.line(
    'gzip_types application/javascript application/json image/svg+xml text/css text/plain;',
  );
}

const namesOf = ({ hosts }: Edge): string => (hosts.length > 0 ? hosts.join(' ') : '_');

import type { SynthFile } from '../file.ts';
import { Lines } from '../print/text.ts';
import type { Source } from '../source.ts';
import { type Hosts, renewedOf } from './room.ts';

export const script = (path: string, source: Source, text: Lines): SynthFile => ({
  path,
  source,
  body: { kind: 'text', comment: ['#'], first: '#!/bin/sh', lines: text.lines },
});

/** Puts what systemd keeps for a unit into the environment of its program, under names it knows. */
export function launcher({ source }: Hosts): SynthFile {
  const text = new Lines().line(LAUNCHER, source);
  return script('bin/with-credentials', source, text);
}

const LAUNCHER = `# A credential named predictions-url becomes PREDICTIONS_URL: no file that others read holds it.
set -eu
for file in "\${CREDENTIALS_DIRECTORY:-/nonexistent}"/*; do
  [ -f "$file" ] || continue
  name=$(basename "$file" | tr 'a-z-' 'A-Z_')
  export "$name=$(cat "$file")"
done
exec "$@"`;

/** Called by certbot for every certificate it renewed. */
export function certificateHook(hosts: Hosts): readonly SynthFile[] {
  const [first] = renewedOf(hosts);
  if (!first) return [];
  const text = new Lines().line(HOOK, first.source);
  return [script('bin/certificate-hook', first.source, text)];
}

const HOOK = `# Called with RENEWED_LINEAGE: the folder of a certificate, named as its gateway.
set -eu
umask 077
name=$(basename "$RENEWED_LINEAGE")
if [ -d /etc/nginx/tls ]; then
  cp "$RENEWED_LINEAGE/fullchain.pem" "/etc/nginx/tls/$name.pem.new"
  cp "$RENEWED_LINEAGE/privkey.pem" "/etc/nginx/tls/$name.key.new"
  mv "/etc/nginx/tls/$name.pem.new" "/etc/nginx/tls/$name.pem"
  mv "/etc/nginx/tls/$name.key.new" "/etc/nginx/tls/$name.key"
  nginx -t -q
  systemctl reload nginx.service
fi
if [ -d /etc/haproxy/tls ]; then
  # HAProxy wants both in one file.
  cat "$RENEWED_LINEAGE/fullchain.pem" "$RENEWED_LINEAGE/privkey.pem" >"/etc/haproxy/tls/$name.pem.new"
  mv "/etc/haproxy/tls/$name.pem.new" "/etc/haproxy/tls/$name.pem"
  haproxy -c -q -f /etc/haproxy/haproxy.cfg
  systemctl reload haproxy.service
fi`;

import { idOf, plain } from '../names.ts';
import { sourceOf } from '../site.ts';
import type { Front } from './front.ts';

/** A host that one origin answers: a name or an address, as the variable says. */
export function writeRecord(
  front: Front,
  index: number,
  [host, content]: readonly [string, string],
): void {
  const asked = content.slice('${'.length, -'}'.length);
  front.write.resource(
    'edge',
    'cloudflare_dns_record',
    idOf(front.cdn.name, 'host', String(index)),
    [
      front.source(`hosts[${index}]`),
      {
        zone_id: front.zone,
        name: front.said(`hosts[${index}]`, host),
        type: `\${can(regex("^[0-9.]+$", ${asked})) ? "A" : can(regex(":", ${asked})) ? "AAAA" : "CNAME"}`,
        content,
        proxied: true,
        // Cloudflare itself chooses how long an answer of its own is kept.
        ttl: 1,
      },
    ],
  );
}

/** A host whose files lie in a bucket: the bucket's own name there is asked for. */
export function bucketRecord(front: Front, index: number, host: string): void {
  const [bucket, ...others] = [...front.cdn.origins].sort();
  if (bucket === undefined) return;
  const content = front.write.variable(
    idOf(front.cdn.name, bucket, 'address'),
    { type: 'string', about: plain(`The host name that ${bucket} answers Cloudflare on.`) },
    sourceOf(front.cdn),
  );
  writeRecord(front, index, [host, content]);
  if (index === 0 && others.length > 0)
    front.cannotSay(front.source('origins'), {
      en: `${front.cdn.name} has several buckets behind it, and no plan says which path leads to which: all lead to ${bucket}`,
      ko: `${front.cdn.name} CDN 뒤에 버킷이 여럿인데 어느 경로가 어느 버킷인지 계획에 없다. 모두 ${bucket} 버킷으로 보낸다`,
    });
}

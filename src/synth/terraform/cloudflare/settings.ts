import { from, type Tree } from '../../source.ts';
import { idOf } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import type { Front } from './front.ts';

/** How the zone speaks with clients and with what stands behind it. What nobody says is the safe side. */
export function writeSettings(front: Front): void {
  const { tls, redirectsToHttps, ports = [] } = front.cdn;
  put(front, 'min-tls-version', front.said('tls.minimum', tls?.minimum ?? '1.2'));
  put(
    front,
    'always-use-https',
    front.said('redirectsToHttps', redirectsToHttps === false ? 'off' : 'on'),
  );
  put(front, 'ssl', front.said('tls.inside', tls?.inside === false ? 'flexible' : 'strict'));
  const guarded = front.gateways.find(({ onlyFrom }) => onlyFrom === 'cdn');
  if (guarded) {
    put(front, 'tls-client-auth', say(guarded)('onlyFrom', 'on'));
    writeAddresses(front);
  }
  const strange = ports.filter((port) => !PORTS.has(port));
  if (strange.length > 0)
    front.cannotSay(front.source('ports'), {
      en: `Cloudflare does not listen on ${strange.join(', ')}`,
      ko: `Cloudflare는 ${strange.join(', ')}번에서 듣지 않는다`,
    });
}

/** Where it listens on every zone, for HTTP and for HTTPS. */
const PORTS = new Set([80, 443, 2052, 2053, 2082, 2083, 2086, 2087, 2095, 2096, 8080, 8443, 8880]);

const put = (front: Front, name: string, value: Tree): void =>
  void front.write.resource('edge', 'cloudflare_zone_setting', idOf(front.cdn.name, name), [
    sourceOf(front.cdn),
    { zone_id: front.zone, setting_id: name.replaceAll('-', '_'), value },
  ]);

/** Who may knock at a gateway that is only for the CDN: its firewall takes them from here. */
function writeAddresses(front: Front): void {
  const source = sourceOf(front.cdn);
  const ranges = front.write.data('edge', 'cloudflare_ip_ranges', 'all', [source, {}]);
  if (front.write.has('outputs', ['output', '', 'addresses'])) return;
  front.write.output('addresses', [
    source,
    from(source, {
      value: `\${concat(${ranges.address}.ipv4_cidrs, ${ranges.address}.ipv6_cidrs)}`,
      description: 'The addresses that Cloudflare fetches from: nobody else may reach a gateway.',
    }),
  ]);
}

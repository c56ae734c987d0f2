import { defaultTimeout } from '#facts';
import type { Text } from '#kernel';
import { withParticle } from '#kernel';
import type { Source } from '../../source.ts';
import { type Front, speaksTls } from './front.ts';

/** What the plan says of a CDN, or of everything, and Cloudflare has no words for. */
export function sayGaps(front: Front): void {
  for (const [source, says] of [...ownGaps(front), ...wholeGaps(front)])
    front.cannotSay(source, says);
}

type Gap = readonly [Source, Text];

function ownGaps(front: Front): readonly Gap[] {
  const { name, timeout, tls, origins } = front.cdn;
  const waits = defaultTimeout('cloudflare')?.value;
  const buckets = origins.filter((one) => front.context.view.part(one)?.kind === 'bucket');
  const { issuer } = tls ?? {};
  const clear = front.gateways.filter((one) => !speaksTls(one)).map((one) => one.name);
  const all: readonly (Gap | false)[] = [
    timeout !== undefined &&
      timeout !== waits && [
        front.source('timeout'),
        {
          en: `Cloudflare waits ${seconds(waits)} for an answer to begin, and not ${seconds(timeout)}: only its Enterprise plan lets that be set`,
          ko: `Cloudflare는 답이 시작되기를 ${seconds(timeout)}가 아니라 ${seconds(waits)} 동안 기다린다. Enterprise 요금제에서만 바꿀 수 있다`,
        },
      ],
    issuer !== undefined &&
      issuer !== 'cloudflare' && [
        front.source('tls.issuer'),
        {
          en: `${name} shows the certificate that Cloudflare gets and renews for the zone, not one of ${issuer}`,
          ko: `${name} CDN은 ${issuer} 인증서가 아니라 Cloudflare가 영역에 받아 갱신하는 인증서를 보인다`,
        },
      ],
    tls?.inside !== false &&
      clear.length > 0 && [
        front.source('tls.inside'),
        {
          en: `${clear.join(', ')} speaks no TLS, and Cloudflare reaches nothing in the clear: it gets no answer there`,
          ko: `${clear.join(', ')} 게이트웨이가 TLS로 말하지 않는데 Cloudflare는 평문으로 보내지 않아 답을 받지 못한다`,
        },
      ],
    front.gateways.length > 0 &&
      buckets.length > 0 && [
        front.source('origins'),
        {
          en: `no plan says which path of ${name} leads to ${buckets.join(', ')}: everything leads to the gateway`,
          ko: `${name} CDN의 어느 경로가 ${withParticle(buckets.join(', '), '으로/로')} 이어지는지 계획에 없어 모두 게이트웨이로 보낸다`,
        },
      ],
  ];
  return all.filter((one) => one !== false);
}

function wholeGaps(front: Front): readonly Gap[] {
  const { residency, steer } = front.plan.environment;
  const guarded = front.gateways.find(({ onlyFrom }) => onlyFrom === 'cdn');
  const all: readonly (Gap | false)[] = [
    residency !== undefined && [
      front.environmentSource('residency'),
      {
        en: `Cloudflare decrypts a request where the person is, and not only in ${residency.in.join(', ')}: Regional Services of its Enterprise plan, which keep that inside, are not written`,
        ko: `Cloudflare는 요청을 ${residency.in.join(', ')} 안에서만이 아니라 사람이 있는 곳에서 복호화한다. 그것을 안에 두는 Enterprise 요금제의 Regional Services는 쓰지 않는다`,
      },
    ],
    steer !== undefined &&
      front.gateways.length > 0 &&
      front.gateways.every((gateway) => front.groundsOf(gateway).length < 2) && [
        front.environmentSource('steer'),
        {
          en: `one site alone answers behind ${front.cdn.name}: nothing is steered`,
          ko: `${front.cdn.name} CDN 뒤에서 답하는 사이트가 하나뿐이라 나눌 것이 없다`,
        },
      ],
    guarded !== undefined && [
      { path: `parts.${guarded.name}.onlyFrom`, at: guarded.at },
      {
        en: `Cloudflare shows its certificate to ${guarded.name}, and lists its addresses: to refuse everybody else is the work of what stands before ${guarded.name}`,
        ko: `Cloudflare는 ${guarded.name} 게이트웨이에 인증서를 보이고 주소를 알려 준다. 나머지를 거절하는 일은 ${guarded.name} 앞에 선 것이 한다`,
      },
    ],
  ];
  return all.filter((one) => one !== false);
}

const seconds = (ms: number | undefined): string =>
  ms === undefined ? '?' : `${Math.round(ms / 1_000)} s`;

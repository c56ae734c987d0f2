import type { Text } from '#kernel';
import type { ResolvedPart } from '#model';
import { frontsIn } from '../cloudflare/front.ts';
import { policySource, sourceOf } from '../site.ts';
import { layoutOf } from './network.ts';
import type { GoogleSite } from './site.ts';

type Gap = readonly [path: string, says: Text];

/** What a plan says of the whole system or of the environment, and no resource of this site is. */
export function sayGaps(site: GoogleSite): void {
  for (const [path, says] of policyGaps(site)) site.cannotSay(policySource(site.plan, path), says);
  const { environment } = site.plan;
  for (const [field, says] of environmentGaps(site))
    site.cannotSay({ path: `environments.${environment.name}.${field}`, at: environment.at }, says);
  for (const part of site.isFirst ? site.plan.parts : []) sayEdge(site, part);
  if (site.placement.engine === 'gke') return;
  for (const part of [...site.running, ...site.gateways])
    site.cannotSay(sourceOf(part), {
      en: `${part.name} runs on ${site.placement.engine}: of what runs on Google Cloud only clusters of GKE are written`,
      ko: `${part.name} 파트는 ${site.placement.engine} 위에서 돈다. Google Cloud에서 도는 것은 GKE 클러스터만 쓴다`,
    });
}

/** A CDN of somebody else's is theirs to write, or to name. */
function sayEdge(site: GoogleSite, part: ResolvedPart): void {
  if (part.kind !== 'cdn' || !/^(cloud-cdn|google)?$/.test(part.managed ?? '')) return;
  site.cannotSay(sourceOf(part), {
    en: `${part.name} is switched on where the balancer of the cluster is made: nothing of it is written here`,
    ko: `${part.name} CDN은 클러스터의 로드 밸런서를 만드는 곳에서 켠다. 여기에는 쓰지 않는다`,
  });
}

function policyGaps(site: GoogleSite): readonly Gap[] {
  const { network = {}, savings = [], logs } = site.plan.policy;
  const { operators, hostFirewall, intrusion, vpnFor = [] } = network;
  const all: readonly (Gap | false)[] = [
    (hostFirewall ?? intrusion) !== undefined && [
      'network.hostFirewall',
      {
        en: 'what guards a machine from within is set up on the machine, not by Terraform',
        ko: '기계 안쪽의 방어는 Terraform이 아니라 기계에서 설정한다',
      },
    ],
    (operators !== undefined || vpnFor.length > 0) && [
      operators === undefined ? 'network.vpnFor' : 'network.operators',
      {
        en: `no way in by ${operators ?? 'vpn'} is written: its other end, or who may take it, is not in the plan`,
        ko: `${operators ?? 'vpn'} 방식의 접속로는 쓰지 않는다. 반대쪽 끝이나 누가 써도 되는지가 계획에 없다`,
      },
    ],
    savings.length > 0 && [
      'savings',
      {
        en: 'commitments and savings are bought for the billing account: nothing of them is written',
        ko: '약정과 절감은 결제 계정에서 산다. 여기에는 쓰지 않는다',
      },
    ],
    logs?.to !== undefined && [
      'logs.to',
      {
        en: `logs go to ${logs.to}: what carries them there from the cluster is not written here`,
        ko: `로그는 ${logs.to} 쪽으로 간다. 클러스터에서 거기로 나르는 것은 여기에 쓰지 않는다`,
      },
    ],
    network.subnets !== undefined &&
      layoutOf(site).subnets.some(({ access }) => access !== 'private') && [
        'network.subnets',
        {
          en: 'balancers of Google stand at its edge, and databases in a network of its own: subnets that the plan puts them in are there, and hold neither',
          ko: 'Google의 로드 밸런서는 엣지에, 데이터베이스는 Google의 네트워크에 선다. 계획이 그것을 둔 서브넷은 있으나 비어 있다',
        },
      ],
  ];
  return all.filter((one) => one !== false);
}

function environmentGaps({ plan, name }: GoogleSite): readonly Gap[] {
  const { steer, off } = plan.environment;
  const all: readonly (Gap | false)[] = [
    steer !== undefined &&
      frontsIn(plan).length === 0 && [
        'steer',
        {
          en: 'who is sent to which site is decided before Google Cloud: no record of it is written',
          ko: '누구를 어느 사이트로 보낼지는 Google Cloud 앞에서 정한다. 그 레코드는 쓰지 않는다',
        },
      ],
    off !== undefined && [
      'off',
      {
        en: `GKE has no clock for its pools: ${name} is not turned down at night by Terraform`,
        ko: `GKE 풀에는 시계가 없다. ${name} 사이트는 Terraform이 밤에 줄이지 않는다`,
      },
    ],
  ];
  return all.filter((one) => one !== false);
}

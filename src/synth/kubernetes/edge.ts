import { type ResolvedService, settlePort } from '#model';
import { from, type Tree, type TreeMap } from '../source.ts';
import { blocks, publicRangesOf } from './address.ts';
import { selectorOf } from './object.ts';
import type { KubeSite } from './site.ts';

/** From where Google's load balancers ask and probe, as Google documents it. */
const GOOGLE = ['130.211.0.0/22', '35.191.0.0/16'];

/** What a service may be asked by gateways that have a route to it. */
export function edgeIngressOf(site: KubeSite, service: ResolvedService): readonly TreeMap[] {
  const ports = [{ protocol: 'TCP', port: settlePort(service) }];
  const gateways = site.gatewaysOf(service.name);
  const routes = site.context.view.routesTo(service.name);
  return gateways.map((gateway) => {
    const route = routes.find((one) => one.gateway === gateway)?.route;
    const source = {
      path: `parts.${gateway}.routes[${route?.path ?? '/'}]`,
      at: route?.at ?? service.at,
    };
    return from(source, { from: peersOf(site, gateway), ports });
  });
}

/** Istio's gateway is a pod beside the others; a provider's stands before the cluster. */
function peersOf(site: KubeSite, gateway: string): Tree {
  if (site.hasMesh) return [{ podSelector: { matchLabels: selectorOf(gateway) } }];
  if (site.placement.engine === 'gke') return blocks(GOOGLE);
  const ranges = publicRangesOf(site);
  if (ranges.length > 0) return blocks(ranges);
  site.isMissing(
    site.source,
    {
      en: `the plan gives no range of public subnets, where the load balancer before ${site.name} stands: every private address is admitted`,
      ko: `${site.name} 앞 로드 밸런서가 설 public 서브넷의 범위가 계획에 없어 사설 주소 전체를 받는다`,
    },
    {
      en: 'Write `network.subnets` with their `range`.',
      ko: '`network.subnets`에 `range`를 적는다.',
    },
  );
  return blocks(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);
}

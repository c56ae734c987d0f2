import type { SynthFile } from '../../file.ts';
import type { SynthContext } from '../../target.ts';
import type { TerraformProvider } from '../provider.ts';
import { sourceOf } from '../site.ts';
import { writeAlarms } from './alarms.ts';
import { writeBackups } from './backup.ts';
import { writeDistributions } from './cloudfront.ts';
import { writeBudget } from './costs.ts';
import { writeMachines } from './ec2.ts';
import { writeFargate } from './ecs.ts';
import { writeCluster } from './eks.ts';
import { writeEndpoints } from './endpoints.ts';
import { sayGaps } from './gaps.ts';
import { writeBalancer } from './load-balancer.ts';
import { writeNetworkAcl } from './network-acl.ts';
import { writePauses } from './pause.ts';
import { writeProviders } from './providers.ts';
import { saySecrets } from './secrets.ts';
import { writeEndpointWays, writeGroups } from './security-group.ts';
import { type AwsSite, sitesOf } from './site.ts';
import { writeStores } from './stores.ts';
import { networkOf } from './vpc.ts';
import { writeVpn } from './vpn.ts';

/** Amazon Web Services: a root module for each site of an environment there. */
export const amazon: TerraformProvider = {
  provider: 'aws',
  render: (context: SynthContext) => sitesOf(context).flatMap(filesOf),
};

function filesOf(site: AwsSite): readonly SynthFile[] {
  writeProviders(site);
  networkOf(site);
  writeNetworkAcl(site);
  writeGroups(site);
  writeEndpointWays(site);
  writeEndpoints(site);
  writeVpn(site);
  // A bucket lets in the distribution that reads it, so that one comes first.
  if (site.isFirst) writeDistributions(site);
  writeStores(site);
  writeBackups(site);
  writeGateways(site);
  writeRunning(site);
  saySecrets(site);
  sayGaps(site);
  writeAlarms(site);
  if (site.isFirst) writeBudget(site);
  writePauses(site);
  return site.write.files(site.name);
}

function writeRunning(site: AwsSite): void {
  const { engine } = site.placement;
  if (engine === 'eks') writeCluster(site);
  else if (engine === 'ecs') writeFargate(site);
  else writeMachines(site);
}

/** On a cluster the gateway is the cluster's own, and so is the balancer before it. */
function writeGateways(site: AwsSite): void {
  if (site.placement.engine === 'eks') return;
  for (const gateway of site.gateways) {
    if (site.placement.engine === 'ecs' || gateway.managed === 'alb') writeBalancer(site, gateway);
    else
      site.cannotSay(sourceOf(gateway), {
        en: `${gateway.name} runs on the machines of the site: no balancer of AWS is written for it`,
        ko: `${gateway.name} 게이트웨이는 사이트의 기계에서 돈다. AWS의 로드 밸런서는 쓰지 않는다`,
      });
  }
}

import type { SynthFile } from '../../file.ts';
import type { SynthContext } from '../../target.ts';
import type { TerraformProvider } from '../provider.ts';
import { writeAlarms } from './alarms.ts';
import { writeArmor } from './armor.ts';
import { writeBudget } from './costs.ts';
import { sayElsewhere, writeFirewall } from './firewall.ts';
import { sayGaps } from './gaps.ts';
import { writeCluster } from './gke.ts';
import { sayAgents } from './keys.ts';
import { writeLogs } from './logs.ts';
import { networkOf } from './network.ts';
import { writeProviders } from './providers.ts';
import { writeRegistries } from './registry.ts';
import { writeResidency } from './residency.ts';
import { writeSecrets } from './secrets.ts';
import { type GoogleSite, sitesOf } from './site.ts';
import { writeStores } from './stores.ts';

/** Google Cloud: a root module for each site of an environment there. */
export const google: TerraformProvider = {
  provider: 'gcp',
  render: (context: SynthContext) => sitesOf(context).flatMap(filesOf),
};

function filesOf(site: GoogleSite): readonly SynthFile[] {
  writeProviders(site);
  networkOf(site);
  writeFirewall(site);
  if (site.placement.engine === 'gke') {
    writeCluster(site);
    writeRegistries(site);
  }
  writeStores(site);
  writeSecrets(site);
  writeArmor(site);
  writeLogs(site);
  writeAlarms(site);
  // There once for the project, whatever the number of its sites.
  if (site.isFirst) {
    writeResidency(site);
    writeBudget(site);
  }
  sayElsewhere(site);
  sayAgents(site);
  sayGaps(site);
  return site.write.files(site.name);
}

import type { SynthFile } from '../../file.ts';
import { namedPlacements, placementsIn } from '../../placements.ts';
import type { SynthContext } from '../../target.ts';
import type { TerraformProvider } from '../provider.ts';
import { sourceOf } from '../site.ts';
import { Configuration } from '../terraform.ts';
import { writeBalancers } from './balancer.ts';
import { Front, frontsIn, type Writing } from './front.ts';
import { sayGaps } from './gaps.ts';
import { writeProviders } from './providers.ts';
import { writeRules } from './rules.ts';
import { writeSettings } from './settings.ts';

/** Cloudflare: what stands before every site of an environment, in one root module. */
export const cloudflare: TerraformProvider = {
  provider: 'cloudflare',
  appliesTo: (plan) => frontsIn(plan).length > 0,
  render: filesOf,
};

function filesOf(context: SynthContext): readonly SynthFile[] {
  const [first, ...others] = frontsIn(context.plan);
  if (first === undefined) return [];
  const write: Writing = new Configuration(sourceOf(first));
  writeProviders(context.plan, write);
  for (const cdn of [first, ...others]) {
    const front = new Front(context, cdn, write);
    writeBalancers(front);
    writeSettings(front);
    writeRules(front);
    sayGaps(front);
  }
  return write.files(folderOf(context));
}

/** A site may have the provider's name: its folder is its own. */
const folderOf = ({ plan }: SynthContext): string =>
  namedPlacements(placementsIn(plan)).some(([name]) => name === 'cloudflare')
    ? 'cloudflare-cdn'
    : 'cloudflare';

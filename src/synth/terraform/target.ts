import type { ResolvedPlan } from '#model';
import { placementsIn } from '../placements.ts';
import type { EnvironmentTarget } from '../target.ts';
import { amazon } from './aws/render.ts';
import { cloudflare } from './cloudflare/render.ts';
import { google } from './google/render.ts';
import type { TerraformProvider } from './provider.ts';

/** Every provider that is written for; the next one is a folder beside `aws` and a word here. */
const PROVIDERS: readonly TerraformProvider[] = [amazon, cloudflare, google];

const isUsed = ({ provider, appliesTo }: TerraformProvider, plan: ResolvedPlan): boolean =>
  appliesTo?.(plan) ?? placementsIn(plan).some(({ site }) => site?.provider === provider);

/** What an environment stands on in the clouds, a root module for each site. */
export const terraform: EnvironmentTarget = {
  name: 'terraform',
  scope: 'environment',
  about: {
    en: 'Terraform for AWS and Google Cloud (network, compute, stores, identity, alarms, budget) and for Cloudflare before them',
    ko: 'AWS와 Google Cloud(네트워크, 컴퓨팅, 저장소, 권한, 경보, 예산), 그 앞의 Cloudflare용 Terraform',
  },
  appliesTo: (plan) => PROVIDERS.some((provider) => isUsed(provider, plan)),
  render: (context) => PROVIDERS.flatMap(({ render }) => render(context)),
};

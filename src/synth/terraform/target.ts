import type { EnvironmentTarget } from '../target.ts';
import { amazon } from './aws/render.ts';
import { google } from './google/render.ts';
import type { TerraformProvider } from './provider.ts';

/** Every cloud that is written for; the next one is a folder beside `aws` and a word here. */
const PROVIDERS: readonly TerraformProvider[] = [amazon, google];

/** What an environment stands on in the clouds, a root module for each site. */
export const terraform: EnvironmentTarget = {
  name: 'terraform',
  scope: 'environment',
  about: {
    en: 'Terraform for AWS and Google Cloud: network, compute, stores, edge, identity, alarms and budget',
    ko: 'AWS와 Google Cloud용 Terraform. 네트워크, 컴퓨팅, 저장소, 엣지, 권한, 경보, 예산',
  },
  appliesTo: ({ environment: { on, also, standby } }) =>
    [on, ...also, standby].some((one) =>
      PROVIDERS.some(({ provider }) => provider === one?.site?.provider),
    ),
  render: (context) => PROVIDERS.flatMap(({ render }) => render(context)),
};

import type { ResolvedPlan } from '#model';
import { isMap, type Json, type Module, resourcesOf } from './configuration.ts';
import { awsRefusals } from './policy-aws.ts';
import { cloudflareRefusals } from './policy-cloudflare.ts';
import { googleRefusals } from './policy-google.ts';

type Policy = (module: Module, plan: ResolvedPlan) => readonly string[];

/** By the word of the module's provider. */
const POLICIES: Readonly<Record<string, Policy>> = {
  aws: awsRefusals,
  cloudflare: cloudflareRefusals,
  google: googleRefusals,
};

/** What of a module breaks the plan it was written from; a provider nobody looks after is refused. */
export const policyRefusals: Policy = (module, plan) => [
  ...Object.keys(module.provider).flatMap(
    (name) => POLICIES[name]?.(module, plan) ?? [`nobody looks after ${name}`],
  ),
  ...secrets(module),
];

const SECRET =
  /^(password|master_password|auth_token|secret_string|secret_binary|private_key|passwords)$/;

/** Resources that are a secret's value itself. */
const VALUES = [
  'aws_secretsmanager_secret_version',
  'aws_ssm_parameter',
  'google_secret_manager_secret_version',
];

function secrets(module: Module): readonly string[] {
  const inside = (value: Json, path: string): readonly string[] =>
    Array.isArray(value)
      ? value.flatMap((one: Json) => inside(one, path))
      : isMap(value)
        ? Object.entries(value).flatMap(([key, one]) =>
            SECRET.test(key) ? [`${path} has a ${key}`] : inside(one, path),
          )
        : [];
  const passed = resourcesOf(module).flatMap(([address, , { password_wo: value }]) => {
    const name = /^\$\{var\.(\w+)\}$/.exec(String(value ?? ''))?.[1] ?? '';
    return value === undefined || module.variable[name]?.ephemeral === true
      ? []
      : [`${address} has a password that is kept`];
  });
  return [
    ...passed,
    ...resourcesOf(module).flatMap(([address, type, args]) =>
      VALUES.includes(type) ? [`${address} would keep a value`] : inside(args, address),
    ),
    ...Object.entries(module.variable).flatMap(([name, { default: value }]) =>
      value === undefined ? [] : [`var.${name} has a default`],
    ),
  ];
}

import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadPlan } from '#adapters';
import type { ResolvedPlan } from '#model';
import { AWS_BREAKS } from './support/terraform/breaks-aws.ts';
import { CLOUDFLARE_BREAKS } from './support/terraform/breaks-cloudflare.ts';
import { GOOGLE_BREAKS } from './support/terraform/breaks-google.ts';
import { type Module, readModule } from './support/terraform/configuration.ts';
import { everything, PLACES } from './support/terraform/everything.ts';
import { policyRefusals } from './support/terraform/policy.ts';
import {
  circles,
  danglingReferences,
  everySchema,
  schemaRefusals,
} from './support/terraform/schema.ts';

const root = fileURLToPath(new URL('golden/', import.meta.url));
const modules = globSync('*/*/terraform/*', { cwd: root }).toSorted();
const schema = everySchema();

const plans = new Map<string, Promise<ResolvedPlan>>();
function planOf(folder: string): Promise<ResolvedPlan> {
  const [name = '', environment = ''] = folder.split('/');
  const known = plans.get(`${name} ${environment}`) ?? load(name, environment);
  plans.set(`${name} ${environment}`, known);
  return known;
}
async function load(name: string, environment: string): Promise<ResolvedPlan> {
  const file = fileURLToPath(new URL(`../examples/${name}/hanok.plan.ts`, import.meta.url));
  const plan = (await loadPlan(file))[environment]?.plan;
  if (!plan) throw new Error(`${name} has no ${environment}`);
  return plan;
}

const saysOf = async (folder: string, edit?: (module: Module) => void) => {
  const module: Module = readModule(join(root, folder), edit);
  return [
    ...schemaRefusals(schema, module),
    ...danglingReferences(schema, module),
    ...circles(schema, module),
    ...policyRefusals(module, await planOf(folder)),
  ];
};

describe('generated Terraform', () => {
  it('is there for every site in a cloud, standby included, and for what is before them', () => {
    expect(modules).toEqual([
      'dtx/development/terraform/frankfurt',
      'dtx/production/terraform/berlin',
      'dtx/production/terraform/frankfurt',
      'dtx/staging/terraform/frankfurt',
      'gym-face/production/terraform/seoul',
      'gym-face/staging/terraform/seoul',
      'heal7/production/terraform/cloudflare',
      'heal7/production/terraform/seoul-aws',
      'heal7/production/terraform/seoul-gcp',
      'heal7/staging/terraform/cloudflare',
      'heal7/staging/terraform/seoul-aws',
      'heal7/staging/terraform/seoul-gcp',
      'newsforge/development/terraform/tokyo',
      'newsforge/production/terraform/osaka',
      'newsforge/production/terraform/tokyo',
      'newsforge/staging/terraform/tokyo',
    ]);
  });

  it.each(modules)(
    '%s: the provider, its references and the plan refuse nothing',
    async (folder) => {
      expect(await saysOf(folder)).toEqual([]);
    },
  );

  it.each(PLACES)('the same of a plan that says everything: on %s', (place) => {
    const { modules, plan } = everything(place);
    expect(modules.length).toBeGreaterThan(0);
    for (const [folder, module] of modules)
      expect([
        folder,
        ...schemaRefusals(schema, module),
        ...danglingReferences(schema, module),
        ...circles(schema, module),
        ...policyRefusals(module, plan),
      ]).toEqual([folder]);
  });

  it.each([
    ['dtx/production', ['frankfurt', 'berlin']],
    ['dtx/staging', ['frankfurt']],
  ] as const)(
    '%s: clusters find every secret they read, and everybody who is somebody',
    (where, sites) => {
      const all = sites.map((site) => readModule(join(root, where, 'terraform', site)));
      const manifests = globSync(`${where}/kubernetes/*/*.yaml`, { cwd: root })
        .map((file) => readFileSync(join(root, file), 'utf8'))
        .join('---\n');
      const read = [...manifests.matchAll(/remoteRef:\n +key: (\S+)/g)].map(([, key]) => key);
      const secrets = all.flatMap(({ resource }) =>
        Object.entries(resource.google_secret_manager_secret_iam_member ?? {}).map(
          ([name]) => resource.google_secret_manager_secret?.[name]?.secret_id,
        ),
      );
      expect(secrets.toSorted()).toEqual([...new Set(read)].toSorted());
      const namespace = where.replace('/', '-');
      const words = JSON.stringify(all);
      const named = [
        ...words.matchAll(/local\.principals\}\/([\w-]+)/g),
        ...words.matchAll(/svc\.id\.goog\[[\w-]+\/([\w-]+)\]/g),
      ];
      expect(named.length).toBeGreaterThan(secrets.length);
      for (const [, name] of named)
        expect(manifests).toContain(
          `kind: ServiceAccount\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n`,
        );
    },
  );

  it.each(['heal7/production', 'heal7/staging'])(
    '%s: clusters find every secret they read at Amazon, by the word of their own',
    (where) => {
      const { resource, data } = readModule(join(root, where, 'terraform', 'seoul-aws'));
      const manifests = globSync(`${where}/kubernetes/*/*.yaml`, { cwd: root })
        .map((file) => readFileSync(join(root, file), 'utf8'))
        .join('---\n');
      const read = [...manifests.matchAll(/remoteRef:\n +key: (\S+)/g)].map(([, key]) => key);
      const secrets = Object.values(resource.aws_secretsmanager_secret ?? {});
      expect(secrets.map(({ name }) => name).toSorted()).toEqual([...new Set(read)].toSorted());
      // External Secrets asks for a ServiceAccount that it does not run as: EKS lends to pods alone.
      expect(manifests).toContain(
        'jwt:\n          serviceAccountRef:\n            name: secrets-reader',
      );
      const trust = JSON.stringify(data.aws_iam_policy_document?._reader__taken_by);
      expect(trust).toContain('sts:AssumeRoleWithWebIdentity');
      expect(trust).toContain(`system:serviceaccount:${where.replace('/', '-')}:secrets-reader`);
    },
  );

  it('makes every firewall that a cluster names', () => {
    const named = globSync('*/*/kubernetes/*/*.yaml', { cwd: root }).flatMap((file) => {
      const [, name] =
        /^ {4}securityPolicy: (.+)$/m.exec(readFileSync(join(root, file), 'utf8')) ?? [];
      return name === undefined
        ? []
        : [{ name, module: dirname(file).replace('/kubernetes/', '/terraform/') }];
    });
    expect(named.length).toBeGreaterThan(0);
    for (const { name, module } of named) {
      const { google_compute_security_policy: made = {} } = readModule(join(root, module)).resource;
      expect(Object.values(made).map((one) => one.name)).toContain(name);
    }
  });

  it('makes the database that its setup then fills', () => {
    const made = modules.flatMap((folder) => {
      const { resource } = readModule(join(root, folder));
      const google = Object.entries(resource.google_sql_database ?? {});
      const amazon = Object.entries(resource.aws_db_instance ?? {});
      return [
        ...google.map(([id, { name }]) => [folder, id, name] as const),
        ...amazon.flatMap(([id, { db_name: name }]) => (name ? [[folder, id, name] as const] : [])),
      ];
    });
    expect(made.length).toBeGreaterThan(8);
    for (const [folder, id, name] of made) {
      const [system = '', environment = ''] = folder.split('/');
      const file = join(
        root,
        system,
        environment,
        'databases',
        id.replaceAll('_', '-'),
        'setup.sql',
      );
      const words = /CREATE DATABASE (?:IF NOT EXISTS )?["`]([^"`]+)["`]/.exec(
        readFileSync(file, 'utf8'),
      );
      expect([folder, id, words?.[1]]).toEqual([folder, id, name]);
    }
  });

  it('gives a server of RDS whatever its setup loads', () => {
    const groups = modules.flatMap((folder) => {
      const { resource } = readModule(join(root, folder));
      return Object.entries(resource.aws_db_parameter_group ?? {}).map(
        ([id, { parameter }]) => [folder, id, parameter] as const,
      );
    });
    expect(groups.length).toBeGreaterThan(5);
    for (const [folder, id, parameter] of groups) {
      const [system = '', environment = ''] = folder.split('/');
      const file = join(root, system, environment, 'databases', id.replaceAll('_', '-'));
      const listed = JSON.parse(readFileSync(join(file, 'parameters.json'), 'utf8')) as {
        parameters: { name: string; value: string }[];
      };
      const plainly = (all: unknown) =>
        (all as { name: string; value: string }[])
          .map(({ name, value }) => `${name} = ${value}`)
          .toSorted();
      expect([folder, ...plainly(parameter)]).toEqual([folder, ...plainly(listed.parameters)]);
    }
  });

  it.each([...AWS_BREAKS, ...CLOUDFLARE_BREAKS, ...GOOGLE_BREAKS])(
    'is not believed blindly: %s',
    async (_, folder, edit, message) => {
      expect(await saysOf(folder, edit)).toContain(message);
    },
  );
});

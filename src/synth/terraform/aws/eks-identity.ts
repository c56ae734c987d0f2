import { namespaceOf } from '#model';
import { from, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { sourceOf } from '../site.ts';
import { type Block, expression, path, ref } from '../terraform.ts';
import { mayOf, type Role, writeRole } from './identity.ts';
import { mayRead, secretsInCluster } from './secrets.ts';
import type { AwsSite } from './site.ts';

type Cluster = Block<'name' | 'identity'>;

/** Who reads the secret store for the cluster. */
const READER = 'secrets-reader';

/** A part whose links AWS itself guards is somebody to it: its ServiceAccount takes a role. */
export function writeIdentities(site: AwsSite, cluster: Cluster): void {
  const namespace = namespaceOf(site.plan);
  for (const part of site.running) {
    const may = mayOf(site, part);
    if (may.length === 0) continue;
    const source = sourceOf(part);
    const role = writeRole(site, part.name, {
      source,
      by: { type: 'Service', identifiers: ['pods.eks.amazonaws.com'] },
      actions: ['sts:AssumeRole', 'sts:TagSession'],
      may,
    });
    site.write.resource('identity', 'aws_eks_pod_identity_association', idOf(part.name), [
      source,
      {
        cluster_name: ref(cluster, 'name'),
        namespace,
        service_account: part.name,
        role_arn: ref(role, 'arn'),
      },
    ]);
  }
  const secrets = site.running.flatMap((part) => secretsInCluster(site, part));
  if (site.plan.environment.secretStore === 'aws-secrets-manager' && secrets.length > 0)
    writeReader(site, cluster, mayRead(site, secrets));
}

/**
 * External Secrets asks in the name of a ServiceAccount that it does not run as. AWS lends to such a
 * one only by the cluster's own word for it: an association of EKS is for pods alone.
 */
function writeReader(site: AwsSite, cluster: Cluster, may: readonly TreeMap[]): void {
  const { source } = site;
  const url = path(cluster, 'identity', '[0].oidc[0].issuer');
  const issuer = site.write.resource('identity', 'aws_iam_openid_connect_provider', 'main', [
    source,
    { url: expression(url), client_id_list: ['sts.amazonaws.com'] },
  ]);
  const words = `\${replace(${url}, "https://", "")}`;
  const whose = (name: string, value: string) =>
    from(source, { test: 'StringEquals', variable: `${words}:${name}`, values: [value] });
  const role = writeRole(site, '_reader', {
    source,
    by: { type: 'Federated', identifiers: [ref(issuer, 'arn')] },
    actions: ['sts:AssumeRoleWithWebIdentity'],
    condition: [
      whose('aud', 'sts.amazonaws.com'),
      whose('sub', `system:serviceaccount:${namespaceOf(site.plan)}:${READER}`),
    ],
    may,
  });
  sayReader(site, role);
}

/** The manifests cannot know the number of the account. */
function sayReader(site: AwsSite, role: Role): void {
  site.write.output('secrets_reader__role', [
    site.source,
    {
      value: ref(role, 'arn'),
      description: `What eks.amazonaws.com/role-arn of the ServiceAccount ${namespaceOf(site.plan)}/${READER} has to say.`,
    },
  ]);
}

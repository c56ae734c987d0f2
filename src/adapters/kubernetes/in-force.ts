import type { Hands } from './hands.ts';
import { AUTOSCALER, DEPLOYMENT, type Deployment, type KubeObject, SERVICE } from './kinds.ts';
import { labelsOf, MANAGED, NAME_LABEL, nameOf } from './objects.ts';

type Tools = Pick<Hands, 'client' | 'clock' | 'settleMs'>;

/**
 * Makes what is named plainly after a service follow the release in force: the Service that callers
 * inside ask by name, and the autoscaler, which counts one Deployment. Of each only that one field is
 * taken, and what is not there is not made: the plan's files bring them.
 */
export async function follow(service: string, release: string, tools: Tools): Promise<void> {
  const { client } = tools;
  const metadata = { name: service };
  const name = nameOf(service, release);
  if (isOfPlan(service, await client.get(SERVICE, service)))
    await client.apply(SERVICE, { metadata, spec: { selector: labelsOf(service, release) } });
  if (isOfPlan(service, await client.get(AUTOSCALER, service))) {
    const scaleTargetRef = { apiVersion: DEPLOYMENT.apiVersion, kind: DEPLOYMENT.kind, name };
    await client.apply(AUTOSCALER, { metadata, spec: { scaleTargetRef } });
  }
  await retire(service, tools);
}

/** How many instances run of what stood before the first delivery; none where nothing did. */
export async function instancesBefore(
  service: string,
  { client }: Pick<Tools, 'client'>,
): Promise<number> {
  const found = await client.get<Deployment>(DEPLOYMENT, service);
  return found && isOfPlan(service, found) ? (found.spec.replicas ?? 1) : 0;
}

/** The Deployment of the plan's files has no traffic once a release is in force: it keeps no pods. */
async function retire(service: string, tools: Tools): Promise<void> {
  if ((await instancesBefore(service, tools)) === 0) return;
  // Whoever still sends there has yet to hear of the release.
  await tools.clock.sleep(tools.settleMs);
  await tools.client.apply(DEPLOYMENT, { metadata: { name: service }, spec: { replicas: 0 } });
}

const isOfPlan = (service: string, object: KubeObject | undefined): boolean => {
  const { labels = {} } = object?.metadata ?? {};
  return (
    labels[NAME_LABEL] === service &&
    Object.entries(MANAGED).every(([name, value]) => labels[name] === value)
  );
};

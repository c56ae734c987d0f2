import { randomBytes } from 'node:crypto';
import {
  findAccess,
  httpRoute,
  install,
  KubeClient,
  kubernetesDriver,
  makeRoute,
  type PodOf,
  prometheus,
  REQUESTS_TOTAL,
  systemClock,
} from '#adapters';
import { Failure, MINUTE } from '#kernel';
import { type Case, type DriverSubject, driverCases } from '#testing';

/**
 * The conformance cases of a driver on the cluster that KUBECONFIG names, in a namespace of their
 * own that is deleted afterwards. Exits 0 when every case passed, 1 when one did not, 2 when there
 * is no cluster to ask: that is never a pass.
 */
const NAMESPACE = kind('v1', 'Namespace', 'namespaces', true);
const GATEWAY = kind('gateway.networking.k8s.io/v1', 'Gateway', 'gateways');
const CLASS = kind('gateway.networking.k8s.io/v1', 'GatewayClass', 'gatewayclasses', true);

/** A server of the Kubernetes project that answers on any path: any other image that does will do. */
const IMAGE = process.env.HANOK_TEST_IMAGE ?? 'registry.k8s.io/e2e-test-images/agnhost:2.53';

const RELEASES = { stable: 'aaaa0000aaaa0000', candidate: 'bbbb1111bbbb1111' };

const podOf: PodOf = (_, release) => ({
  template: {
    spec: {
      terminationGracePeriodSeconds: 6,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10_001,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'case',
          image: IMAGE,
          args: ['netexec', '--http-port=8080'],
          ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
          env: [{ name: 'RELEASE', value: release }],
          resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
          readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 2 },
          lifecycle: { preStop: { sleep: { seconds: 5 } } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  },
  port: 8080,
  readyWithinSeconds: 120,
});

process.exitCode = await main();

async function main(): Promise<number> {
  if (!process.env.KUBECONFIG) {
    console.error('KUBECONFIG is not set: no cluster was asked, and nothing has passed.');
    console.error('KUBECONFIG가 없다. 어떤 클러스터에도 묻지 않았고, 통과한 것은 없다.');
    return 2;
  }
  const found = await findAccess(process.env).catch(tell);
  if (!found) return 2;
  const namespace = `hanok-test-${randomBytes(3).toString('hex')}`;
  const client = KubeClient.of({ ...found, namespace });
  console.log(`${found.server}, namespace ${namespace}, image ${IMAGE}`);
  try {
    await client.apply(NAMESPACE, { metadata: { name: namespace } });
  } catch (error) {
    tell(error);
    return 2;
  }
  try {
    return await playAll(client);
  } catch (error) {
    tell(error);
    return 1;
  } finally {
    await client.remove(NAMESPACE, namespace).catch(tell);
    client.close();
    console.log(`namespace ${namespace} is being deleted`);
  }
}

async function playAll(client: KubeClient): Promise<number> {
  const parent = await findGateway(client);
  // Each case has a service of its own, so none waits for another.
  const failures = await Promise.all(
    driverCases.map(async (one, index) => {
      const why = await play(one, () => standService(client, `case${index}`, parent));
      console.log(why === undefined ? `passed  ${one.name}` : `FAILED  ${one.name}: ${why}`);
      return why;
    }),
  );
  const failed = failures.filter((why) => why !== undefined).length;
  console.log(`${driverCases.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function play(
  one: Case<DriverSubject>,
  stand: () => Promise<DriverSubject>,
): Promise<string | undefined> {
  try {
    await one.run(await stand());
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** HANOK_TEST_GATEWAY (`namespace/name`), or one of our own by the first class that there is. */
async function findGateway(client: KubeClient): Promise<object> {
  const [namespace, name] = (process.env.HANOK_TEST_GATEWAY ?? '').split('/');
  if (namespace && name) return { namespace, name };
  const [first] = await client.list(CLASS, {});
  if (!first) throw new Error('the cluster has no GatewayClass: install a gateway controller');
  const listeners = [{ name: 'http', port: 80, protocol: 'HTTP' }];
  await client.apply(GATEWAY, {
    metadata: { name: 'gateway' },
    spec: { gatewayClassName: first.metadata.name, listeners },
  });
  return { name: 'gateway' };
}

async function standService(
  client: KubeClient,
  service: string,
  parent: object,
): Promise<DriverSubject> {
  const clock = systemClock;
  const withinMs = 3 * MINUTE;
  const tools = { client, clock, podOf, withinMs, rule: httpRoute(client, clock) };
  const route = makeRoute(client, service, {
    parentRefs: [parent],
    hostnames: [`${service}.hanok.test`],
  });
  await install({ service, release: RELEASES.stable, replicas: 2 }, route, tools);
  // The cases count nothing; where a rollout is to be judged, HANOK_TEST_PROMETHEUS says who counts.
  const read = prometheus({ url: process.env.HANOK_TEST_PROMETHEUS ?? 'http://127.0.0.1:9090' });
  return {
    driver: kubernetesDriver({ ...tools, read, counters: REQUESTS_TOTAL }),
    service,
    ...RELEASES,
    async until(isThere) {
      for (const end = clock.now() + withinMs; !(await isThere()); await clock.sleep(1_000))
        if (clock.now() > end) throw new Error('the case never got there');
    },
  };
}

function tell(error: unknown): undefined {
  if (!(error instanceof Failure)) throw error;
  console.error([error.text.en, error.hint?.en, error.text.ko].filter(Boolean).join('\n'));
}

function kind(apiVersion: string, name: string, plural: string, isClusterWide = false) {
  return { apiVersion, kind: name, plural, ...(isClusterWide && { isClusterWide: true as const }) };
}

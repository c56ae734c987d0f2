// The objects of the same services by cdk8s-plus, as its documentation writes them: `synth-cdk8s.mjs SERVICES`.
const began = performance.now();
const { ApiObject, App, Chart, Duration, Size, Yaml } = await import(
  './rivals/node_modules/cdk8s/lib/index.js'
);
const plus = await import('./rivals/node_modules/cdk8s-plus-33/lib/index.js');
const libraryMs = performance.now() - began;

const RUNS = 5;
const services = Number(process.argv[2]);

/** Service account, deployment, service, autoscaler, disruption budget and network policy of each. */
function write() {
  const app = new App();
  const chart = new Chart(app, 'production', {
    namespace: 'of-production',
    disableResourceNameHashes: true,
  });
  for (let index = 0; index < services; index += 1) addService(chart, `worker-${index}`);
  return Yaml.stringify(...chart.toJson());
}

function addService(chart, name) {
  const serviceAccount = new plus.ServiceAccount(chart, `${name}-account`, {
    automountToken: false,
  });
  const deployment = new plus.Deployment(chart, name, {
    serviceAccount,
    automountServiceAccountToken: false,
    podMetadata: { labels: { 'app.kubernetes.io/name': name } },
    securityContext: { ensureNonRoot: true, user: 10_001, group: 10_001 },
    terminationGracePeriod: Duration.seconds(15),
    strategy: plus.DeploymentStrategy.rollingUpdate({
      maxUnavailable: plus.PercentOrAbsolute.absolute(0),
      maxSurge: plus.PercentOrAbsolute.absolute(1),
    }),
    containers: [
      {
        name,
        image: `${name}:1`,
        portNumber: 8000,
        envVariables: {
          PORT: plus.EnvValue.fromValue('8000'),
          LOG_LEVEL: plus.EnvValue.fromValue('info'),
        },
        resources: {
          cpu: { request: plus.Cpu.millis(1_000) },
          memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
        },
        liveness: plus.Probe.fromHttpGet('/health'),
        readiness: plus.Probe.fromHttpGet('/ready'),
        securityContext: {
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
          user: 10_001,
        },
      },
    ],
  });
  deployment.exposeViaService({ name });
  guard(chart, name, deployment);
}

function guard(chart, name, deployment) {
  new plus.HorizontalPodAutoscaler(chart, `${name}-scaler`, {
    target: deployment,
    minReplicas: 2,
    maxReplicas: 6,
    metrics: [plus.Metric.resourceCpu(plus.MetricTarget.averageUtilization(70))],
  });
  new ApiObject(chart, `${name}-budget`, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name },
    spec: { maxUnavailable: 1, selector: { matchLabels: { 'app.kubernetes.io/name': name } } },
  });
  new plus.NetworkPolicy(chart, `${name}-policy`, {
    selector: deployment,
    ingress: { default: plus.NetworkPolicyTrafficDefault.DENY },
    egress: { default: plus.NetworkPolicyTrafficDefault.DENY },
  });
}

const times = [];
let peak = 0;
let objects = 0;
while (times.length < RUNS) {
  const at = performance.now();
  const text = write();
  times.push(performance.now() - at);
  if (times.length > 1) continue;
  peak = process.resourceUsage().maxRSS * 1_024;
  objects = text.match(/^kind: /gm)?.length ?? 0;
}
process.stdout.write(JSON.stringify({ services, libraryMs, times, peak, objects }));

// The skeleton of the team's document: what exists and what uses what. Every value is a statement.
import {
  alert,
  bucket,
  channel,
  documentStore,
  environment,
  escalation,
  gateway,
  gcp,
  gke,
  key,
  link,
  nodePool,
  postgres,
  redis,
  route,
  search,
  service,
  site,
  stage,
  warehouse,
} from 'hanok';

export const frankfurt = site('frankfurt', gcp('europe-west3'));

export const keys = key('keys', {});
export const database = postgres('database', { key: keys });
export const cache = redis('cache', { key: keys });
export const bigquery = warehouse('bigquery', { key: keys });
export const firestore = documentStore('firestore', { key: keys });
export const files = bucket('files', { key: keys });
export const logs = search('logs', { key: keys });

export const userService = service('user-service', {
  uses: [link(database), link(bigquery), link(firestore)],
});
export const timeMachine = service('time-machine', { uses: [link(cache)] });
export const apiGateway = service('api-gateway', { uses: [link(userService), link(timeMachine)] });
export const balancer = gateway('load-balancer', { routes: [route('/', apiGateway)] });

export const workers = nodePool('workers', {});
export const development = environment('development', { on: gke(frankfurt) });
export const staging = environment('staging', { on: gke(frankfurt) });
export const production = environment('production', { on: gke(frankfurt, { pools: [workers] }) });

export const email = channel('email', { by: 'email' });
export const slack = channel('slack', { by: 'slack' });
export const sms = channel('sms', { by: 'sms' });
export const whenNobodyAnswers = escalation('when-nobody-answers', { steps: [] });
export const violation = alert('violation', {});

export const build = stage('build', { does: 'build' });
export const test = stage('test', { does: 'test' });
export const image = stage('image', { does: 'publish' });
export const quality = stage('quality', { does: 'check' });
export const verifyRegion = stage('verify-region', { does: 'verify' });
export const deployStaging = stage('deploy-staging', { does: 'deploy' });
export const testStaging = stage('test-staging', { does: 'test' });
export const verifyCompliance = stage('verify-compliance', { does: 'verify' });
export const deployProduction = stage('deploy-production', { does: 'deploy' });

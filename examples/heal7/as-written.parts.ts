// The skeleton of the team's document: what exists and what uses what. Every value is a statement.
import {
  alert,
  aws,
  bucket,
  cdn,
  channel,
  eks,
  environment,
  gateway,
  gcp,
  gke,
  link,
  local,
  postgres,
  redis,
  route,
  saving,
  search,
  service,
  site,
  stage,
  subnet,
} from 'hanok';

export const seoulAws = site('seoul-aws', aws('ap-northeast-2'));
export const seoulGcp = site('seoul-gcp', gcp('asia-northeast3'));

export const database = postgres('heal7-database', {});
export const cache = redis('heal7-redis', {});
export const logs = search('elasticsearch', {});
export const files = bucket('files', {});

export const web = service('heal7-web-main', { uses: [link(database)] });
export const api = service('heal7-api-gateway', {});
export const saju = service('heal7-saju-engine', {});
export const ai = service('heal7-ai-models', {});

export const mesh = gateway('heal7-gateway', { routes: [route('/api/', api), route('/', web)] });
export const nginx = gateway('nginx', { routes: [route('/api/', api), route('/', web)] });
export const cloudflare = cdn('cloudflare', { origins: [mesh] });

export const local7 = environment('local', { on: local() });
export const staging = environment('staging', { on: eks(seoulAws) });
export const production = environment('production', { on: [eks(seoulAws), gke(seoulGcp)] });

export const privateA = subnet('private-1a', { access: 'private' });
export const privateC = subnet('private-1c', { access: 'private' });
export const publicA = subnet('public-1a', { access: 'public' });
export const publicC = subnet('public-1c', { access: 'public' });
export const privateGcp = subnet('heal7-private', { access: 'private' });

export const test = stage('test', { does: 'test' });
export const build = stage('build', { does: 'build' });
export const securityScan = stage('security-scan', { does: 'scan' });
export const deployStaging = stage('deploy-staging', { does: 'deploy' });
export const deployProduction = stage('deploy-production', { does: 'deploy' });
export const rollback = stage('rollback', { does: 'rollback' });

export const ops = channel('ops', { by: 'email' });
export const highErrorRate = alert('high-error-rate', {});
export const podCrashLooping = alert('pod-crash-looping', {});
export const databaseConnectionHigh = alert('database-connection-high', {});

export const spot = saving('spot', { by: 'spot' });
export const reserved = saving('reserved', { by: 'reserved' });
export const shutdown = saving('shutdown', { by: 'shutdown' });
export const cdnCache = saving('cdn-cache', { by: 'cdn-cache' });

// The parts that the document names, and nothing of what it says of them.
import {
  alert,
  aws,
  cdn,
  ecs,
  environment,
  external,
  gateway,
  link,
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

export const tokyo = site('tokyo', aws('ap-northeast-1'));
export const osaka = site('osaka', aws('ap-northeast-3'));

export const database = postgres('database', {});
export const cache = redis('redis', {});
export const logSearch = search('log-search', {});
export const outsideApis = external('external-apis', {});
export const api = service('api', { uses: [link(database), link(cache), link(outsideApis)] });
export const web = service('web', { uses: [link(database)] });
export const alb = gateway('alb', {
  routes: [route('/', web), route('/api/v1', api), route('/api/v1/conversions', api)],
});
export const cloudfront = cdn('cloudfront', { origins: [alb] });

export const privateSubnet = subnet('private', { access: 'private' });
export const publicSubnet = subnet('public', { access: 'public' });
export const databaseSubnet = subnet('database', { access: 'isolated' });

export const cpuAlarm = alert('cpu', {});
export const memoryAlarm = alert('memory', {});
export const errorAlarm = alert('errors', {});
export const slowAlarm = alert('slow', {});
export const patternAlarm = alert('error-pattern', {});

export const reserved = saving('reserved-instances', { by: 'reserved' });
export const spot = saving('spot-instances', { by: 'spot' });

export const quality = stage('quality', { does: 'check' });
export const scan = stage('security-scan', { does: 'scan' });
export const unitTests = stage('unit-tests', { does: 'test' });
export const integrationTests = stage('integration-tests', { does: 'test' });
export const imageBuild = stage('image-build', { does: 'build' });
export const imagePush = stage('image-push', { does: 'publish' });
export const deployDevelopment = stage('deploy-development', { does: 'deploy' });
export const testDevelopment = stage('test-development', { does: 'test' });
export const deployStaging = stage('deploy-staging', { does: 'deploy' });
export const endToEnd = stage('end-to-end', { does: 'test' });
export const performance = stage('performance', { does: 'test' });
export const deployProduction = stage('deploy-production', { does: 'deploy' });
export const rollBack = stage('roll-back', { does: 'rollback' });

export const development = environment('development', { on: ecs(tokyo) });
export const staging = environment('staging', { on: ecs(tokyo) });
export const production = environment('production', { on: ecs(tokyo) });

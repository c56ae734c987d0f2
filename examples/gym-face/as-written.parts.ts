// The parts that the document names, and nothing of what it says of them.
import {
  alert,
  aws,
  bucket,
  cdn,
  environment,
  every,
  gateway,
  link,
  modelFiles,
  mysql,
  operation,
  route,
  server,
  service,
  site,
  stage,
  weekly,
} from 'hanok';

export const amazon = site('amazon', aws());

export const database = mysql('database', {});
export const files = bucket('files', {});
export const faceData = bucket('face-data', {});
export const insightface = modelFiles('insightface', {});
export const assets = bucket('assets', {});
export const face = service('face', { uses: [link(insightface), link(faceData)] });
export const app = service('app', { uses: [link(database), link(face), link(files)] });
export const web = gateway('web', {
  routes: [route('/', app), route('/api/face/register', app)],
});
export const cloudfront = cdn('cloudfront', { origins: [assets] });

export const cpuAlert = alert('cpu', {});
export const memoryAlert = alert('memory', {});
export const diskAlert = alert('disk', {});

export const runTests = stage('tests', { does: 'test' });
export const imageBuild = stage('image-build', { does: 'build' });
export const deployStaging = stage('deploy-staging', { does: 'deploy' });
export const deployProduction = stage('deploy-production', { does: 'deploy' });

export const patches = operation('security-patches', { every: weekly() });
export const performance = operation('performance-review', { every: every('1 months') });
export const capacity = operation('capacity-review', { every: every('3 months') });

export const staging = environment('staging', { on: server(amazon) });
export const production = environment('production', { on: server(amazon) });

// The parts that the document names.
import {
  environment,
  gateway,
  link,
  modelFiles,
  onPremises,
  postgres,
  redis,
  route,
  server,
  service,
  site,
} from 'hanok';

export const somewhere = site('somewhere', onPremises());

export const database = postgres('database', { holds: ['personal', 'health'] });
export const cache = redis('cache', { keeps: ['sessions', 'cache', 'rate-limits'] });
export const models = modelFiles('models', {});
/** One process: the WebSocket handler and the model are drawn inside it. */
export const fastapi = service('fastapi', { uses: [link(database), link(cache), link(models)] });
export const nginx = gateway('nginx', {
  routes: [route('/', fastapi), route('/ws', fastapi, { answers: 'stream' })],
});
export const production = environment('production', { on: server(somewhere) });

import type { GatewayTable, TableService } from '#runtime';

/** A table of one route and one service, whose instances are all `origin`. */
export function tableOf(port: number, origin: number, service: Omit<TableService, 'instances'>) {
  const instance = { host: '127.0.0.1', port: origin };
  const table: GatewayTable = {
    version: 1,
    revision: 1,
    listen: { host: '127.0.0.1', port },
    routes: [{ path: '/', service: 'web', timeoutMs: 30_000 }],
    services: {
      web: {
        ...service,
        instances: [
          { id: 'old', side: 'stable', ...instance },
          ...(service.rollout ? [{ id: 'next', side: 'candidate' as const, ...instance }] : []),
        ],
      },
    },
  };
  return table;
}

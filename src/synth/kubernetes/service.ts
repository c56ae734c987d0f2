import { type ResolvedService, settlePort } from '#model';
import { sayer, type TreeMap } from '../source.ts';
import { objectOf, selectorOf } from './object.ts';
import { type KubeSite, sourceOf } from './site.ts';

/** The name that others of the namespace reach a service by, on the port the plan gives it. */
export const serviceOf = (site: KubeSite, service: ResolvedService): TreeMap =>
  objectOf(
    site,
    sourceOf(service),
    { apiVersion: 'v1', kind: 'Service', name: service.name },
    {
      spec: {
        type: 'ClusterIP',
        selector: selectorOf(service.name),
        ports: [
          {
            name: 'http',
            port: sayer(service)('port', settlePort(service)),
            targetPort: 'http',
            protocol: 'TCP',
            appProtocol: 'http',
          },
        ],
      },
    },
  );

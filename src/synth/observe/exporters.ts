import { isStore, type ResolvedPlan, type ResolvedStore } from '#model';
import { byName } from './place.ts';

/** A program that gives the numbers of a kind of store in Prometheus' words. */
export interface Exporter {
  readonly name: string;
  readonly port: number;
}

const BY_KIND: Readonly<Partial<Record<ResolvedStore['kind'], Exporter>>> = {
  postgres: { name: 'postgres-exporter', port: 9187 },
  mysql: { name: 'mysqld-exporter', port: 9104 },
  redis: { name: 'redis-exporter', port: 9121 },
  search: { name: 'elasticsearch-exporter', port: 9114 },
};
export const NODE_EXPORTER: Exporter = { name: 'node-exporter', port: 9100 };
export const KUBE_STATE: Exporter = { name: 'kube-state-metrics', port: 8080 };
export const BLACKBOX: Exporter = { name: 'blackbox-exporter', port: 9115 };

export const exporterOf = ({ kind }: { readonly kind: string }): Exporter | undefined =>
  BY_KIND[kind as ResolvedStore['kind']];

/** A store that an exporter watches, and where the exporter listens when it stands on the server. */
export interface WatchedStore {
  readonly store: ResolvedStore;
  readonly exporter: Exporter;
  readonly port: number;
}

/** Stores with an exporter each; two of a kind on one server listen one above the other. */
export function watchedStoresOf(plan: ResolvedPlan): readonly WatchedStore[] {
  const taken = new Map<string, number>();
  return byName(plan.parts.filter(isStore)).flatMap((store) => {
    const exporter = exporterOf(store);
    if (!exporter) return [];
    const before = taken.get(exporter.name) ?? 0;
    taken.set(exporter.name, before + 1);
    return [{ store, exporter, port: exporter.port + before }];
  });
}

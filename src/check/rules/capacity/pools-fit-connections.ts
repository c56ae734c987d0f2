import { withParticle } from '#kernel';
import { link, partsOf, postgres } from '#model';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

// PostgreSQL's own default for max_connections, of which it keeps 3 for superusers.
const DEFAULT_CONNECTIONS = 100;

const pooling = (pool: number) => {
  const orders = postgres('orders', {});
  return sketch(`pools of ${pool}`, {
    service: { replicas: { min: 2, max: 10 }, uses: [link(orders, { pool })] },
    plan: {},
  });
};

export const rule = defineRule({
  id: 'capacity/pools-fit-connections',
  severity: 'error',
  title: {
    en: 'All pools at full scale fit into the database’s connections.',
    ko: '최대로 늘어난 모든 연결 풀이 데이터베이스 연결 수 안에 든다.',
  },
  why: {
    en: 'The replica that scaling adds at the peak is the one that is refused a connection.',
    ko: '가장 바쁠 때 늘어난 복제본이 연결을 거절당한다.',
  },
  fix: {
    en: 'Make the pools smaller, or raise `maxConnections`.',
    ko: '연결 풀을 줄이거나 `maxConnections`를 올린다.',
  },
  examples: () => ({ pass: [pooling(5)], fail: [pooling(20)] }),
  check({ plan }, report) {
    const pools = Map.groupBy(
      partsOf(plan, 'service').flatMap((service) =>
        service.links.flatMap(({ to, pool }) =>
          pool === undefined ? [] : { service, to, needs: pool * (service.replicas?.max ?? 1) },
        ),
      ),
      (pool) => pool.to,
    );
    for (const store of partsOf(plan, 'postgres')) {
      const users = pools.get(store.name) ?? [];
      const most = store.maxConnections ?? DEFAULT_CONNECTIONS;
      const needed = users.reduce((sum, user) => sum + user.needs, 0);
      if (needed <= most) continue;
      const sum = users.map((user) => `${user.service.name} ${user.needs}`).join(' + ');
      report({
        path: `parts.${store.name}.maxConnections`,
        at: store.at,
        because: [],
        message: {
          en: `at full scale the pools need ${needed} connections (${sum}); ${store.name} takes ${most}`,
          ko: `최대로 늘어나면 연결 풀에 연결 ${needed}개가 필요하다(${sum}). ${withParticle(store.name, '이/가')} 받는 연결은 ${most}개다`,
        },
      });
    }
  },
});

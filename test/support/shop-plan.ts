/** A small plan with one contradiction that a document causes, in two environments. */
export const PLAN = `import { claim, daily, definePlan, environment, link, onPremises, postgres, says, server, service, site, waive } from 'hanok';
const room = site('room', onPremises({}));
const articles = postgres('articles', { holds: ['personal'], restsIn: ['KR'], encrypted: true, version: '18', storage: '1 GiB', size: { cpu: 1, memory: '1 GiB' } });
const web = service('web', { uses: [link(articles)], size: { cpu: 1, memory: '1 GiB' } });
export default definePlan('shop', {
  asOf: '2026-11-20',
  roots: [web],
  objectives: { recovery: { point: '1 h' } },
  environments: [
    environment('staging', { on: server(room) }),
    environment('production', { on: server(room) }),
  ],
  statements: [
    says(
      'document.md:2',
      claim.of(articles, { backup: { full: daily('02:00', 'Asia/Seoul'), keep: '30 d', encrypted: true } }),
    ),
  ],
  /* more */
});
`;
export const DOCUMENT =
  '# Shop\n- The database is copied every night. 데이터베이스를 매일 밤 복사한다.\n';
export const files = { 'hanok.plan.ts': PLAN, 'document.md': DOCUMENT };
export const withMore = (more: string) => ({
  ...files,
  'hanok.plan.ts': PLAN.replace('/* more */', more),
});
export const WAIVED = withMore(
  `waivers: [waive({ rule: 'recovery/point-is-covered', reason: 'moved in spring', owner: 'platform', until: '2026-12-31' })],`,
);

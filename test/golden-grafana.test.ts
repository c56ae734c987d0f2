import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { goldens, readGolden, says } from './support/golden-copy.ts';

describe('generated Grafana', () => {
  const files = goldens('*/*/grafana/dashboards/*.json');
  interface Panel {
    id: number;
    type: string;
    gridPos: { x: number; y: number; w: number; h: number };
    targets?: { refId: string; expr: string; datasource: { uid: string } }[];
  }
  const dashboard = (file: string) =>
    JSON.parse(readGolden(file)) as { uid: string; title: string; panels: Panel[] };

  it('has a dashboard of the whole and of every kind of store', () => {
    expect(files.filter((file) => file.startsWith('heal7/production'))).toEqual([
      'heal7/production/grafana/dashboards/overview.json',
      'heal7/production/grafana/dashboards/postgres.json',
      'heal7/production/grafana/dashboards/redis.json',
      'heal7/production/grafana/dashboards/search.json',
    ]);
  });

  it('tells every dashboard by an id that no other has', () => {
    const uids = files.map((file) => dashboard(file).uid);
    expect(new Set(uids).size).toBe(uids.length);
    for (const uid of uids) expect(uid).toMatch(/^[\w-]{1,40}$/);
  });

  it.each(files)('%s lays its panels side by side, each once', (file) => {
    const { panels } = dashboard(file);
    expect(panels.map(({ id }) => id)).toEqual(panels.map((_, index) => index + 1));
    for (const [index, { gridPos: a }] of panels.entries()) {
      expect(a.x + a.w).toBeLessThanOrEqual(24);
      for (const { gridPos: b } of panels.slice(index + 1))
        expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y).toBe(
          true,
        );
    }
  });

  it.each(files)(
    '%s asks the source that is provisioned, in expressions promtool parses',
    (file) => {
      const tree = file.replace(/grafana\/.*/, '');
      const { datasources } = parse(
        readGolden(`${tree}grafana/provisioning/datasources/prometheus.yaml`),
      ) as {
        datasources: { uid: string }[];
      };
      const asked = dashboard(file).panels.flatMap(({ targets = [] }) => targets);
      expect(asked.length).toBeGreaterThan(0);
      for (const { datasource } of asked) expect(datasource.uid).toBe(datasources[0]?.uid);
      const rules = asked.map(({ expr }, index) => ({ record: `asked:${index}`, expr }));
      const { code, said } = says(`${tree}grafana`, (home) => {
        const path = join(home, 'asked.json');
        writeFileSync(path, JSON.stringify({ groups: [{ name: 'asked', rules }] }));
        return ['promtool', 'check', 'rules', path];
      });
      expect([code, said]).toEqual([0, expect.stringContaining('SUCCESS')]);
    },
  );

  it.each(files)('%s asks for no recorded series that nothing records', (file) => {
    const rules = `${file.replace(/grafana\/.*/, '')}prometheus/rules/recording.yml`;
    const { groups } = parse(readGolden(rules)) as { groups: { rules: { record: string }[] }[] };
    const recorded = groups.flatMap((group) => group.rules.map(({ record }) => record));
    const asked = dashboard(file).panels.flatMap(({ targets = [] }) =>
      targets.flatMap(({ expr }) => expr.match(/\b(?:system|service|route):\w+:\w+/g) ?? []),
    );
    expect(asked.filter((one) => !recorded.includes(one))).toEqual([]);
  });
});

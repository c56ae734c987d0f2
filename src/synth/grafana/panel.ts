import type { Text } from '#kernel';
import { from, Said, type Source, type Tree, type TreeMap } from '../source.ts';

/** One graph: what it asks, and the bound that the plan sets for it. */
export interface Panel {
  readonly title: string;
  readonly unit: 'reqps' | 'percent' | 'percentunit' | 's' | 'short' | 'bytes' | 'ops';
  /** Expressions with the name their lines have. */
  readonly asks: readonly (readonly [expr: string, legend: string])[];
  readonly bound?: Said | undefined;
}

/** Panels that belong together, below a heading. */
export interface Section {
  readonly title: string;
  readonly source: Source;
  readonly panels: readonly Panel[];
}

interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: Text;
  readonly tags: readonly string[];
  /** The uid of the data source. */
  readonly asks: string;
}

const WIDTH = 24;
const HEIGHT = 8;

/** A dashboard as Grafana provisions it: headings over rows of panels, ids by their place. */
export function dashboardOf(
  { uid, title, description, tags, asks }: Dashboard,
  sections: readonly Section[],
): TreeMap {
  const panels: Tree[] = [];
  let y = 0;
  for (const section of sections) {
    const wide = Math.max(6, Math.floor(WIDTH / Math.max(1, section.panels.length)));
    panels.push(from(section.source, headingOf(section.title, panels.length + 1, y)));
    y += 1;
    for (const [index, panel] of section.panels.entries()) {
      const perRow = Math.floor(WIDTH / wide);
      const gridPos = {
        h: HEIGHT,
        w: wide,
        x: (index % perRow) * wide,
        y: y + Math.floor(index / perRow) * HEIGHT,
      };
      panels.push(
        from(section.source, { id: panels.length + 1, gridPos, ...graphOf(panel, asks) }),
      );
      if (index === section.panels.length - 1) y = gridPos.y + HEIGHT;
    }
  }
  return {
    uid,
    title,
    description: `${description.en}\n${description.ko}`,
    tags,
    editable: false,
    graphTooltip: 1,
    refresh: '1m',
    schemaVersion: 39,
    time: { from: 'now-6h', to: 'now' },
    timezone: 'browser',
    templating: { list: [] },
    annotations: { list: [] },
    panels,
  };
}

const headingOf = (title: string, id: number, y: number): TreeMap => ({
  id,
  gridPos: { h: 1, w: WIDTH, x: 0, y },
  type: 'row',
  title,
  collapsed: false,
  panels: [],
});

function graphOf({ title, unit, asks, bound }: Panel, uid: string): TreeMap {
  const datasource = { type: 'prometheus', uid };
  return {
    type: 'timeseries',
    title,
    datasource,
    targets: asks.map(([expr, legendFormat], index) => ({
      refId: String.fromCharCode(65 + index),
      datasource,
      expr,
      legendFormat,
    })),
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        custom: { fillOpacity: 8, thresholdsStyle: { mode: bound ? 'line' : 'off' } },
        thresholds: {
          mode: 'absolute',
          steps: [
            { color: 'green', value: null },
            ...(bound ? [{ color: 'red', value: bound }] : []),
          ],
        },
      },
      overrides: [],
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  };
}

/** The same bound in the unit of a panel. */
export const scaled = ({ value, source }: Said, by: number): Said =>
  new Said(Number((Number(value) * by).toPrecision(12)), source);

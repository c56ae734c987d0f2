type Labels = Readonly<Record<string, string>>;

export interface Counter {
  add(labels?: Labels, by?: number): void;
}

export interface Histogram {
  observe(seconds: number, labels?: Labels): void;
}

export interface Metrics {
  counter(name: string, help: string): Counter;
  histogram(name: string, help: string): Histogram;
  /** Read when the metrics are printed. */
  gauge(name: string, help: string, read: () => readonly (readonly [Labels, number])[]): void;
  /** The Prometheus text format, version 0.0.4. */
  print(): string;
}

const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

export function openMetrics(): Metrics {
  const families: (() => string[])[] = [];
  return {
    counter(name, help) {
      const values = new Map<string, number>();
      families.push(() => [...headOf(name, help, 'counter'), ...linesOf(name, values)]);
      return { add: (labels = {}, by = 1) => increase(values, printLabels(labels), by) };
    },
    histogram(name, help) {
      const series = new Map<string, Series>();
      families.push(() => [...headOf(name, help, 'histogram'), ...histogramLines(name, series)]);
      return { observe: (seconds, labels = {}) => record(series, labels, seconds) };
    },
    gauge(name, help, read) {
      families.push(() => [
        ...headOf(name, help, 'gauge'),
        ...read().map(([labels, value]) => `${name}${printLabels(labels)} ${value}`),
      ]);
    },
    print: () => `${families.flatMap((lines) => lines()).join('\n')}\n`,
  };
}

interface Series {
  readonly labels: Labels;
  readonly buckets: number[];
  sum: number;
  count: number;
}

function record(series: Map<string, Series>, labels: Labels, seconds: number): void {
  const key = printLabels(labels);
  const found = series.get(key) ?? { labels, buckets: BOUNDS.map(() => 0), sum: 0, count: 0 };
  series.set(key, found);
  const bucket = BOUNDS.findIndex((bound) => seconds <= bound);
  if (bucket >= 0) found.buckets[bucket] = (found.buckets[bucket] as number) + 1;
  found.sum += seconds;
  found.count += 1;
}

function histogramLines(name: string, series: ReadonlyMap<string, Series>): string[] {
  return [...series.values()].flatMap(({ labels, buckets, sum, count }) => {
    let below = 0;
    const rows = BOUNDS.map((bound, i) => {
      below += buckets[i] as number;
      return `${name}_bucket${printLabels({ ...labels, le: String(bound) })} ${below}`;
    });
    return [
      ...rows,
      `${name}_bucket${printLabels({ ...labels, le: '+Inf' })} ${count}`,
      `${name}_sum${printLabels(labels)} ${sum}`,
      `${name}_count${printLabels(labels)} ${count}`,
    ];
  });
}

function headOf(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function linesOf(name: string, values: ReadonlyMap<string, number>): string[] {
  return [...values].map(([labels, value]) => `${name}${labels} ${value}`);
}

function increase(values: Map<string, number>, key: string, by: number): void {
  values.set(key, (values.get(key) ?? 0) + by);
}

function printLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}

function escapeLabel(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

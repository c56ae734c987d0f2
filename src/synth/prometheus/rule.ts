import type { Text } from '#kernel';
import { from, Said, type Source, type TreeMap } from '../source.ts';

/** Series that a rule is shown in a test, and what is to be seen then. */
export interface Sample {
  /** `name{labels}` to its values in promtool's notation: `0+60x30`. */
  readonly series: Readonly<Record<string, string>>;
  /** How far apart the values are. */
  readonly interval: string;
  /** When the rule is looked at. */
  readonly at: string;
  /** Labels the series give the alert, besides the rule's own. */
  readonly labels: Readonly<Record<string, string>>;
  /** The value as the description prints it. */
  readonly value: string;
}

/** One alerting rule with the series that fire it, and those that must not. */
export interface AlertRule {
  readonly alert: string;
  readonly source: Source;
  readonly expr: string;
  readonly for?: Said | string | undefined;
  readonly labels: Readonly<Record<string, string | Said>>;
  readonly summary: Text;
  readonly description: Text;
  /** Below `runbook/`. */
  readonly runbook: string;
  readonly fires: Sample;
  readonly quiet: Sample;
}

/** What a description prints the measured value with. */
export const valueIn = (decimals: number): string => `{{ $value | printf "%.${decimals}f" }}`;
const VALUE = /\{\{ \$value [^}]*\}\}/g;

/** The rule as Prometheus reads it. */
export const printRule = (rule: AlertRule): TreeMap =>
  from(rule.source, {
    alert: rule.alert,
    expr: new Said(rule.expr, rule.source),
    for: rule.for,
    labels: rule.labels,
    annotations: annotationsOf(rule),
  });

/** Both languages: who is woken reads the one he reads faster. */
const annotationsOf = ({ summary, description, runbook }: AlertRule): Record<string, string> => ({
  summary: summary.en,
  summary_ko: summary.ko,
  description: description.en,
  description_ko: description.ko,
  runbook_url: `runbook/${runbook}`,
  runbook_url_ko: `runbook/${runbook.replace('.md', '.ko.md')}`,
});

/** What a test expects of a rule that fires: labels and annotations to the letter. */
export function expectedOf(rule: AlertRule): TreeMap {
  const { labels, value } = rule.fires;
  const filled = (words: string): string =>
    words
      .replaceAll(VALUE, value)
      .replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, name: string) => labels[name] ?? '');
  return {
    exp_labels: Object.fromEntries(Object.entries({ ...rule.labels, ...labels }).sort(byKey)),
    exp_annotations: Object.fromEntries(
      Object.entries(annotationsOf(rule)).map(([key, words]) => [key, filled(words)]),
    ),
  };
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

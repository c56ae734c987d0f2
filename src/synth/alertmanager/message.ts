import type { ResolvedPlan } from '#model';
import type { Lines } from '../print/text.ts';

/** Messages of two kinds: `plain` names no label that is not the plan's own, `full` tells all. */
export function writeMessages(text: Lines, { name, environment }: ResolvedPlan): void {
  const where = `${name}/${environment.name}`;
  const title = `[{{ .Status | toUpper }}] ${where}`;
  define(text, 'plain.title', [`${title}: {{ .GroupLabels.alertname }}`]);
  define(text, 'plain.text', [
    `{{ .Alerts.Firing | len }} firing, {{ .Alerts.Resolved | len }} resolved`,
    `{{ range .Alerts }}{{ .Labels.alertname }} ({{ .Labels.severity }}): {{ .Annotations.runbook_url }}`,
    '{{ end }}',
  ]);
  define(text, 'full.title', [
    `${title}: {{ .GroupLabels.alertname }}{{ with .CommonLabels.service }} {{ . }}{{ end }}`,
  ]);
  define(text, 'full.text', [
    '{{ range .Alerts }}[{{ .Labels.severity }}] {{ .Annotations.summary }}',
    '{{ .Annotations.description }}',
    '{{ .Annotations.summary_ko }}',
    '{{ .Annotations.description_ko }}',
    '{{ .Annotations.runbook_url }}',
    '{{ end }}',
  ]);
}

function define(text: Lines, name: string, lines: readonly string[]): void {
  text.line();
  text.line(`{{ define "${name}" }}${lines.join('\n')}{{ end }}`);
}

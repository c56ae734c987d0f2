import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  change,
  type Edit,
  goldens,
  readGolden,
  same,
  says,
  trees,
} from './support/golden-copy.ts';

/**
 * What is changed before promtool sees it: Debian builds it without the discovery of Kubernetes, so
 * that becomes a list without targets, whose relabelling is still read; and the account of a pod is
 * files of the copy.
 */
const readable =
  (home: string): Edit =>
  (text) => {
    writeFileSync(join(home, 'token'), '');
    writeFileSync(join(home, 'ca.crt'), '');
    return text
      .replaceAll(
        / {2}kubernetes_sd_configs:\n(?: {2}- .*\n(?: {4}.*\n)*)/g,
        '  static_configs: []\n',
      )
      .replaceAll('/var/run/secrets/kubernetes.io/serviceaccount', home);
  };

const promtoolSays = (tree: string, file: string, edit: Edit = same) =>
  says(tree, (home) => [
    'promtool',
    'check',
    'config',
    change(home, file, (text) => readable(home)(edit(text))),
  ]);
const rulesSay = (tree: string, file: string, edit: Edit = same) =>
  says(tree, (home) => ['promtool', 'check', 'rules', change(home, `rules/${file}`, edit)]);
const testsSay = (tree: string, tests: string, edit: Edit = same, file = tests) =>
  says(tree, (home) => {
    change(home, `rules/${file}`, edit);
    return ['promtool', 'test', 'rules', join(home, 'rules', tests)];
  });

const POSTURE = 'posture/production/prometheus';
const HEAL7 = 'heal7/production/prometheus';

describe('generated Prometheus', () => {
  it('is there where the plan names Prometheus', () => {
    expect(trees('prometheus')).toEqual([
      'dtx/development/prometheus',
      'dtx/production/prometheus',
      'dtx/staging/prometheus',
      'heal7/production/prometheus',
      'heal7/staging/prometheus',
      'posture/production/prometheus',
    ]);
  });

  it.each(goldens('*/*/prometheus/prometheus*.yml'))(
    '%s is accepted by promtool, with its rules and without a warning',
    (path) => {
      const [example, environment, target, file = ''] = path.split('/');
      const { code, said } = promtoolSays(`${example}/${environment}/${target}`, file);
      expect([code, /WARNING|FAILED/.test(said)]).toEqual([0, false]);
      expect(said).toContain('3 rule files found');
    },
  );

  it.each(goldens('*/*/prometheus/prometheus*.yml'))(
    '%s discovers pods of its own namespace, and nothing but pods and nodes',
    (path) => {
      const [example, environment] = path.split('/');
      const { scrape_configs } = parse(readGolden(path)) as {
        scrape_configs: { job_name: string; kubernetes_sd_configs?: Discovery[] }[];
      };
      for (const { job_name, kubernetes_sd_configs = [] } of scrape_configs)
        for (const { role, namespaces, ...rest } of kubernetes_sd_configs) {
          expect([job_name, rest]).toEqual([job_name, {}]);
          expect(['pod', 'node']).toContain(role);
          if (job_name === 'services')
            expect(namespaces).toEqual({ names: [`${example}-${environment}`] });
        }
    },
  );
  interface Discovery {
    role: string;
    namespaces?: { names: string[] };
  }

  // Environments of one plan have the same rules: the tests of one stand for all.
  it.each([POSTURE, HEAL7, 'dtx/production/prometheus'])(
    'fires every alert of %s on the series that should, and on no other',
    (tree) => {
      for (const tests of ['alerts.test.yml', 'objectives.test.yml'])
        expect([tests, testsSay(tree, tests).code]).toEqual([tests, 0]);
    },
    120_000,
  );

  it.each(trees('prometheus'))('%s tests every alert that it has, firing and quiet', (tree) => {
    for (const group of ['alerts', 'objectives']) {
      const { groups } = parse(readGolden(`${tree}/rules/${group}.yml`)) as {
        groups: { rules: { alert: string }[] }[];
      };
      const { tests } = parse(readGolden(`${tree}/rules/${group}.test.yml`)) as {
        tests: { alert_rule_test: { alertname: string; exp_alerts: object[] }[] }[];
      };
      const seen = tests.flatMap((one) => one.alert_rule_test);
      for (const { alert } of groups.flatMap(({ rules }) => rules)) {
        const own = seen.filter(({ alertname }) => alertname === alert);
        expect([alert, own.some((one) => one.exp_alerts.length > 0)]).toEqual([alert, true]);
        expect([alert, own.some((one) => one.exp_alerts.length === 0)]).toEqual([alert, true]);
      }
    }
  });

  it.each([
    [
      'a job twice',
      'job_name: node-exporter',
      'job_name: services',
      'found multiple scrape configs',
    ],
    ['no time to scrape', 'scrape_interval: 15s', 'scrape_interval: often', 'not a valid duration'],
    [
      'rules that are not there',
      'rules/alerts.yml',
      'rules/others.yml',
      'does not point to an existing file',
    ],
  ])('is refused by promtool with %s', (_, from, to, message) => {
    const { code, said } = promtoolSays(POSTURE, 'prometheus.yml', (text) =>
      text.replace(from, to),
    );
    expect([code, said]).toEqual([1, expect.stringContaining(message)]);
  });

  it.each([
    [
      'an expression that does not parse',
      '100 * service',
      '100 ** service',
      'could not parse expression',
    ],
    [
      'a template that does not',
      '$labels.service',
      '$label.service',
      'undefined variable "$label"',
    ],
    ['a wait that is no time', 'for: 5m', 'for: five', 'not a valid duration'],
  ])('has rules that promtool refuses with %s', (_, from, to, message) => {
    const { code, said } = rulesSay(POSTURE, 'alerts.yml', (text) => text.replace(from, to));
    expect([code, said]).toEqual([1, expect.stringContaining(message)]);
  });

  it.each([
    ['a bound is ten times higher', '> 0.1"', '> 1.0"'],
    ['the wait is an hour', 'for: 5m', 'for: 1h'],
    ['a label is another', 'severity: critical', 'severity: info'],
    ['a metric is another', 'pg_replication_lag_seconds', 'pg_replication_lag'],
    ['a sentence is another', 'were 5xx', 'were lost'],
  ])('has tests that notice when %s', (_, from, to) => {
    const { code, said } = testsSay(
      POSTURE,
      'alerts.test.yml',
      (text) => {
        expect(text).toContain(from);
        return text.replace(from, to);
      },
      'alerts.yml',
    );
    expect([code, said]).toEqual([1, expect.stringContaining('FAILED')]);
  });
});

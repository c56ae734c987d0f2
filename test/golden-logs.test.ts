import { describe, expect, it } from 'vitest';
import { goldens, readGolden } from './support/golden-copy.ts';

describe('generated logs', () => {
  const files = (pattern: string): string[] => goldens(`*/*/logs/${pattern}`);

  // Neither Fluent Bit nor Filebeat is in Debian: their files are held to the form of the format here.
  it.each(files('fluent-bit.conf'))('%s is made of sections that Fluent Bit knows', (file) => {
    const sections = [...readGolden(file).matchAll(/^\[(\w+)\]\n((?: {2}.*\n)*)/gm)];
    const left = readGolden(file)
      .replaceAll(/^\[(\w+)\]\n((?: {2}.*\n)*)/gm, '')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(left).toEqual([]);
    for (const [, name, body = ''] of sections) {
      expect(['SERVICE', 'INPUT', 'FILTER', 'OUTPUT']).toContain(name);
      for (const line of body.trimEnd().split('\n')) expect(line).toMatch(/^ {2}[\w.]+ \S/);
      if (name !== 'SERVICE') expect(body).toMatch(PLUGINS[name as keyof typeof PLUGINS]);
    }
  });
  const PLUGINS = {
    INPUT: /^ {2}Name (?:tail|systemd|forward)$/m,
    FILTER: /^ {2}Name (?:kubernetes|parser|grep|record_modifier|nest|modify)$/m,
    OUTPUT: /^ {2}Name (?:cloudwatch_logs|es|opensearch|loki)$/m,
  };

  it.each([...files('fluent-bit.conf'), ...files('filebeat.yml'), ...files('logstash.conf')])(
    '%s knows no password',
    (file) => {
      for (const [, value] of readGolden(file).matchAll(/(?:passw(?:or)?d)(?:: | => | )(.*)/gi))
        expect(value).toMatch(/^"?\$\{[A-Z_]+\}"?$/);
    },
  );

  it('keeps lines for as long as the plan says: after rollover in Elasticsearch, after a day in OpenSearch', () => {
    expect(
      JSON.parse(readGolden('dtx/production/logs/elasticsearch/ilm-policy.json')),
    ).toMatchObject({
      policy: { phases: { delete: { min_age: '90d' } } },
    });
    const { policy } = JSON.parse(
      readGolden('newsforge/production/logs/opensearch/ism-policy.json'),
    ) as {
      policy: { states: { transitions: object[] }[] };
    };
    expect(policy.states[0]?.transitions).toEqual([
      { state_name: 'delete', conditions: { min_index_age: '31d' } },
    ]);
    expect(readGolden('gym-face/production/logs/fluent-bit.conf')).toContain(
      'log_retention_days 90\n',
    );
  });
});

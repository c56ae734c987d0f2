import { describe, expect, it } from 'vitest';
import { change, type Edit, readGolden, same, says, trees } from './support/golden-copy.ts';

describe('generated Alertmanager', () => {
  /** Debian has 0.25, and a webhook reads its address from a file from 0.26 on: here it is in the text. */
  const amtoolSays = (
    tree: string,
    words: (file: string) => readonly [string, ...string[]],
    edit: Edit = same,
  ) =>
    says(tree, (home) =>
      words(
        change(home, 'alertmanager.yml', (text) =>
          edit(text).replaceAll(/- url_file: .*/g, '- url: http://127.0.0.1/'),
        ),
      ),
    );
  const checks = (file: string) => ['amtool', 'check-config', file] as const;

  it.each(trees('alertmanager'))('%s is accepted by amtool, with its templates', (tree) => {
    const { code, said } = amtoolSays(tree, checks);
    expect([code, said]).toEqual([0, expect.stringContaining('1 templates')]);
  });

  it.each([
    ['errors', 'critical', 'on-call,on-call+operators'],
    ['cpu', 'warning', 'operators'],
    ['objective-availability-1h', 'critical', 'on-call+operators'],
    ['objective-availability-3d', 'warning', 'operators'],
    ['something-else', 'info', 'operators'],
  ])('tells of %s (%s) %s', (alert, severity, receivers) => {
    const { code, said } = amtoolSays('posture/production/alertmanager', (file) => [
      'amtool',
      'config',
      'routes',
      'test',
      `--config.file=${file}`,
      `alertname=${alert}`,
      `severity=${severity}`,
    ]);
    expect([code, said.split('\n')[0]]).toEqual([0, receivers]);
  });

  it.each([
    [
      'a receiver that is not there',
      'receiver: operators',
      'receiver: nobody',
      'undefined receiver "nobody"',
    ],
    [
      'a matcher that is none',
      'severity=\\"critical\\"',
      'severity is critical',
      'bad matcher format',
    ],
    ['a wait that is no time', 'group_wait: 10m', 'group_wait: soon', 'not a valid duration'],
    ['a field it does not know', 'api_url_file', 'api_address', 'not found in type'],
  ])('is refused by amtool with %s', (_, from, to, message) => {
    const { code, said } = amtoolSays('posture/production/alertmanager', checks, (text) =>
      text.replace(from, to),
    );
    expect([code, said]).toEqual([1, expect.stringContaining(message)]);
  });

  it.each(trees('alertmanager'))('%s has every address in a file of its own', (tree) => {
    const text = readGolden(`${tree}/alertmanager.yml`);
    expect(text).not.toMatch(/https?:\/\/|^\s*(?:api_)?url:|password:|token:/m);
    for (const [, to] of text.matchAll(/ to: (.*)/g)) expect(to).toMatch(/^[a-z-]+@localhost$/);
  });
});

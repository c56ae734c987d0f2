import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { tried } from './support/real-proxies.ts';
import { ALERTS, GROUNDS, watchedFiles, watchedPlan } from './support/watched-plan.ts';

/** Generated files on disk, and what a program says of one. */
function shown(texts: Readonly<Record<string, string>>, words: (home: string) => string[]) {
  const home = mkdtempSync(join(tmpdir(), 'hanok-watching-'));
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  const [program = '', ...rest] = words(home);
  const answer = tried(program, rest);
  rmSync(home, { recursive: true });
  return answer;
}

interface Rules {
  groups: { rules: { alert: string; labels: { signal: string } }[] }[];
}

describe.each(GROUNDS)('a plan with everything that can be watched, on %s', (ground) => {
  const { texts, findings } = watchedFiles(watchedPlan(ground));
  const rules = (parse(texts['prometheus/rules/alerts.yml'] ?? '') as Rules).groups
    .flatMap((group) => group.rules)
    .filter(({ labels }) => labels.signal !== 'unwatched');

  it.each(['alerts', 'objectives'])(
    'fires its %s where it should, and nowhere else',
    (group) => {
      const { code, said } = shown(texts, (home) => [
        'promtool',
        'test',
        'rules',
        join(home, `prometheus/rules/${group}.test.yml`),
      ]);
      expect([code, said]).toEqual([0, expect.stringContaining('SUCCESS')]);
    },
    60_000,
  );

  it('has every bound of every alert in a rule, or says why not', () => {
    const bounds = ALERTS.flatMap(({ name, spec }) =>
      Object.keys(spec)
        .filter((field) => /Above$|slowerThan|certificateWithin|logs|compliance/.test(field))
        .map((field) => `alerts.${name}.${field}`),
    );
    const said = findings
      .filter(({ code }) => code === 'synth/prometheus-cannot-say')
      .map(({ path }) => path);
    const missing = bounds.filter((path) => !said.includes(path));
    expect(missing.length).toBe(rules.length);
    expect([...new Set(rules.map(({ alert }) => alert))].sort()).toEqual(
      [...new Set(missing.map((path) => path.split('.')[1]))].sort(),
    );
  });

  it('gives the same bytes whatever the order of declaration', () => {
    expect(watchedFiles(watchedPlan(ground, true)).texts).toEqual(texts);
  });

  it('says everything in two languages', () => {
    for (const { message } of findings) {
      expect(message.ko).toMatch(/[가-힣]/);
      expect(message.en).not.toMatch(/[가-힣]/);
    }
  });

  it('tells the channels that the plan names', () => {
    const { code, said } = shown(
      {
        'alertmanager.yml': (texts['alertmanager/alertmanager.yml'] ?? '').replaceAll(
          /- url_file: .*/g,
          '- url: http://127.0.0.1/',
        ),
      },
      (home) => [
        'amtool',
        'config',
        'routes',
        'test',
        `--config.file=${join(home, 'alertmanager.yml')}`,
        'alertname=errors',
        'severity=critical',
      ],
    );
    expect([code, said.split('\n')[0]]).toEqual([0, 'pager,mail+pager,chat+pager']);
  });
});

it('says that lines rest elsewhere than they may', () => {
  const plan = watchedPlan('cluster');
  const { logs } = plan.policy;
  const moved = { ...plan, policy: { ...plan.policy, logs: { ...logs, restsIn: 'DE' } } };
  const { findings } = watchedFiles(moved);
  expect(
    findings
      .filter(({ code }) => code === 'synth/logs-rest-elsewhere')
      .map(({ severity, path }) => [severity, path]),
  ).toEqual([['error', 'logs.restsIn']]);
});

it('writes no alert for an availability that even silence keeps, and says so', () => {
  const plan = watchedPlan('cluster');
  const { texts, findings } = watchedFiles({
    ...plan,
    objectives: { ...plan.objectives, availability: 90 },
  });
  expect(texts['prometheus/rules/objectives.yml']).not.toContain('objective-availability-1h');
  expect(texts['prometheus/rules/objectives.yml']).toContain('objective-availability-6h');
  expect(
    findings.filter(({ path }) => path === 'objectives.availability').map(({ code }) => code),
  ).toEqual(['synth/prometheus-cannot-say']);
});

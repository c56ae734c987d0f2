import { expect, it } from 'vitest';
import { parse, saidLanguage, splitCommand } from './args.ts';

it.each([
  [['check', '--env', 'local'], 'check', ['--env', 'local']],
  [['--env', 'local', 'up', '--port', '0'], 'up', ['--env', 'local', '--port', '0']],
  [['--lang=ko', 'help', 'check'], 'help', ['--lang=ko', 'check']],
  [['--json', 'status'], 'status', ['--json']],
  [['--version'], undefined, ['--version']],
  [[], undefined, []],
])('finds the command in %j', (argv, name, rest) => {
  expect(splitCommand(argv)).toEqual({ name, rest });
});

it.each([
  [['chekc', '--lang', 'ko'], 'ko'],
  [['check', '--lang=ko'], 'ko'],
  [['check', '--lang'], undefined],
  [['check'], undefined],
])('hears the language of %j before anything else', (argv, said) => {
  expect(saidLanguage(argv)).toBe(said);
});

const GRAMMAR = { usage: 'up [--port N]', flags: {}, words: [0, 0] } as const;

it.each([
  [['--jsno'], 'usage/unknown-flag'],
  [['--env'], 'usage/flag-needs-value'],
  [['--json=1'], 'usage/flag-takes-none'],
  [['extra'], 'usage/arguments'],
])('refuses %j as %s', (argv, code) => {
  expect(() => parse(GRAMMAR, argv)).toThrow(expect.objectContaining({ code }));
});

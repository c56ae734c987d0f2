import { expect, it } from 'vitest';
import type { Finding } from '#kernel';
import { pinnedAction } from './action.ts';
import { printFile } from './file.ts';
import type { Lock } from './lock.ts';
import type { SynthContext } from './target.ts';

const source = { path: 'pipeline', at: { file: 'hanok.plan.ts', line: 1 } };
const printed = (lock: Lock): readonly [string, readonly Finding[]] => {
  const findings: Finding[] = [];
  const plan = { at: source.at } as SynthContext['plan'];
  const context = { plan, lock, report: (one: Finding) => void findings.push(one) };
  const uses = pinnedAction(context as SynthContext, 'actions/checkout@v5', source);
  const text = printFile(
    { path: 'x.yaml', source, body: { kind: 'yaml', documents: [{ uses }] } },
    'header',
  );
  return [text, findings];
};

it('uses an action by the commit of the lock, with its tag beside it', () => {
  const digest = '0123456789abcdef0123456789abcdef01234567';
  const entry = { digest, from: 'https://github.example', asOf: '2026-11-20' };
  expect(printed({ images: {}, actions: { 'actions/checkout@v5': entry } })).toEqual([
    `# header\nuses: actions/checkout@${digest} # v5\n`,
    [],
  ]);
});

it('uses it by its tag where the lock has none, and says so', () => {
  const [text, findings] = printed({ images: {}, actions: {} });
  expect(text).toBe('# header\nuses: actions/checkout@v5\n');
  expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
    ['synth/action-is-not-locked', 'info'],
  ]);
});

import { examineMachine, loadPlan, type Need, planOf, planSource } from '#app';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { painter } from '../render/paint.ts';

const MARKS = { there: ['green', '✓'], missing: ['red', '✗'], differs: ['yellow', '!'] } as const;

export const command = defineCommand({
  usage: 'doctor [--env NAME]',
  about: {
    en: 'what this machine lacks for this plan, with the exact command',
    ko: '이 계획에 필요한데 이 기계에 없는 것과 정확한 설치 명령을 보인다',
  },
  words: [0, 0],
  flags: {},
  async run(call) {
    const loaded = await loadPlan(planSource, call.values.plan, call.folder);
    const needs = await examineMachine(planOf(loaded, call.values.env ?? 'local'), loaded.folder);
    const paint = painter(call.terminal);
    const line = ({ name, state, message, command }: Need) => {
      const [style, mark] = MARKS[state];
      return `${paint(style, mark)} ${name.padEnd(16)} ${message[call.language]}${command ? `\n  ${paint('green', '→')} ${command}` : ''}`;
    };
    call.out(call.json ? `${JSON.stringify(needs, null, 2)}\n` : `${needs.map(line).join('\n')}\n`);
    return needs.some((need) => need.state === 'missing') ? EXIT.findings : EXIT.done;
  },
});

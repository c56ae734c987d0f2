import { findRule, ruleIds } from '#app';
import { Failure, nearest } from '#kernel';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { SEVERITIES } from '../render/findings.ts';
import { painter } from '../render/paint.ts';

export const command = defineCommand({
  usage: 'explain [RULE]',
  about: {
    en: "a rule's page; without a name, every rule",
    ko: '규칙 하나를 설명한다. 이름이 없으면 모든 규칙을 보인다',
  },
  words: [0, 1],
  flags: {},
  run(call) {
    const [id] = call.words;
    if (id === undefined) {
      call.out(
        call.json
          ? `${JSON.stringify(ruleIds())}\n`
          : `${ruleIds()
              .map((one) => `${one.padEnd(38)} ${findRule(one)?.title[call.language]}`)
              .join('\n')}\n`,
      );
      return Promise.resolve(EXIT.done);
    }
    const rule = findRule(id) ?? findRule(ruleIds().find((one) => one.endsWith(`/${id}`)) ?? '');
    if (!rule) throw unknownRule(id);
    const { title, why, fix, severity, examples } = rule;
    const paint = painter(call.terminal);
    const words =
      call.language === 'ko'
        ? { why: '이유', fix: '고치는 법', pass: '통과', fail: '걸림' }
        : { why: 'Why', fix: 'Fix', pass: 'passes', fail: 'fails' };
    const shown = [
      ...examples.fail.map((plan) => `  ${words.fail}: ${plan.name}`),
      ...examples.pass.map((plan) => `  ${words.pass}: ${plan.name}`),
    ];
    const page = [
      `${paint('bold', title[call.language])}`,
      paint('dim', `${rule.id} · ${SEVERITIES[severity][call.language]}`),
      '',
      `${words.why}: ${why[call.language]}`,
      `${words.fix}: ${fix[call.language]}`,
      '',
      ...shown,
    ];
    call.out(
      call.json
        ? `${JSON.stringify({ id: rule.id, severity, title, why, fix })}\n`
        : `${page.join('\n')}\n`,
    );
    return Promise.resolve(EXIT.done);
  },
});

function unknownRule(id: string): Failure {
  const near = nearest(id, ruleIds());
  return new Failure(
    'usage/unknown-rule',
    { en: `there is no rule '${id}'`, ko: `'${id}' 규칙은 없다` },
    {
      hint: near
        ? {
            en: `Did you mean \`hanok explain ${near}\`?`,
            ko: `혹시 \`hanok explain ${near}\`인가?`,
          }
        : { en: 'List them with `hanok explain`.', ko: '`hanok explain`으로 목록을 본다.' },
    },
  );
}

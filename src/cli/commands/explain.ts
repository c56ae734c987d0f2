import { examplesOf, findRule, ruleIds } from '#app';
import { Failure, nearest } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
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
    const { title, why, fix, severity } = rule;
    call.out(
      call.json
        ? `${JSON.stringify({ id: rule.id, severity, title, why, fix, examples: examplesOf(rule) })}\n`
        : `${pageOf(rule, call).join('\n')}\n`,
    );
    return Promise.resolve(EXIT.done);
  },
});

function pageOf(rule: NonNullable<ReturnType<typeof findRule>>, call: Call): readonly string[] {
  const { language } = call;
  const paint = painter(call.terminal);
  const words = language === 'ko' ? KO : EN;
  const shown = examplesOf(rule).map(({ name, told }) =>
    told
      ? `  ${paint('red', '✗')} ${name} — ${told[language]}`
      : `  ${paint('green', '✓')} ${name} — ${words.silent}`,
  );
  return [
    paint('bold', rule.title[language]),
    paint('dim', `${rule.id} · ${SEVERITIES[rule.severity][language]}`),
    '',
    `${words.why}: ${rule.why[language]}`,
    `${words.fix}: ${rule.fix[language]}`,
    '',
    `${words.examples}:`,
    ...shown,
  ];
}

const EN = { why: 'Why', fix: 'Fix', examples: 'Examples', silent: 'nothing to say' };
const KO = { why: '이유', fix: '고치는 법', examples: '예', silent: '할 말이 없다' };

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

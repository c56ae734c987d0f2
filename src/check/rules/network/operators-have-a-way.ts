import { withParticle } from '#kernel';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const guarded = (name: string, operators?: string) =>
  sketch(name, {
    plan: { network: { intrusion: 'fail2ban', ...(operators && { operators }) } },
  });

export const rule = defineRule({
  id: 'network/operators-have-a-way',
  severity: 'warning',
  title: {
    en: 'The plan says how operators reach the machines.',
    ko: '운영자가 서버에 들어가는 길이 적혀 있다.',
  },
  why: {
    en: 'A way in that nobody planned is opened in a hurry, to everybody; and a guard of log-ins guards nothing when there is none.',
    ko: '계획하지 않은 길은 급할 때 모두에게 열린다. 로그인 감시도 들어올 길이 없으면 지킬 것이 없다.',
  },
  fix: {
    en: "Set `network.operators`: 'ssm', 'vpn' or 'bastion'.",
    ko: "`network.operators`를 적는다: 'ssm', 'vpn', 'bastion'.",
  },
  examples: () => ({
    pass: [guarded('through SSM', 'ssm')],
    fail: [guarded('guarded, but no way in')],
  }),
  check({ facts, plan }, report) {
    const way = facts.first('network.operators', 'plan');
    const guards = facts.of('network.intrusion', 'plan');
    const open = facts.of('admits').some((fact) => fact.value.some((one) => one.endsWith(':22')));
    if (!isReal(plan) || way || open || guards.length === 0) return;
    const tools = [...new Set(guards.map((fact) => fact.value))].join(', ');
    report({
      path: 'network.operators',
      because: guards,
      message: {
        en: `${tools} watches for failed log-ins, but no port or service lets an operator in`,
        ko: `${withParticle(tools, '으로/로')} 로그인 실패를 감시하지만 운영자가 들어올 포트나 서비스가 없다`,
      },
    });
  },
});

import { type Plan, partsOf, postgres, secret, service } from '#model';
import { small } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { type Needed, reportUnsaid } from '../../said.ts';

const SIGNED: readonly string[] = ['jwt', 'session', 'device-key'];
const NEEDS: readonly Needed[] = [
  {
    of: ['service'],
    when: (facts, subject) =>
      facts.of('authenticates', subject).some((fact) => fact.value.includes('jwt')),
    says: ['tokens.access', 'tokens.refresh', 'tokens.revokedIn'],
    en: 'a token that is stolen is good for as long as nobody said',
    ko: '훔친 토큰은 아무도 정하지 않은 동안 쓸 수 있다.',
  },
];

const signing = (name: string, uses: readonly ReturnType<typeof secret>[]): Plan =>
  small(name, {
    roots: [service('shop', { authenticates: ['session'], uses }), postgres('stock', {})],
  });

export const rule = defineRule({
  id: 'security/tokens-have-a-key',
  severity: 'warning',
  title: {
    en: 'Tokens are signed with a secret of the plan, and end.',
    ko: '토큰은 계획에 있는 비밀로 서명하고, 끝이 있다.',
  },
  why: {
    en: 'A service that signs without a named secret has one in its code, where it never rotates.',
    ko: '이름 있는 비밀 없이 서명하는 서비스는 비밀을 코드에 갖고 있고, 그 비밀은 바뀌지 않는다.',
  },
  fix: {
    en: "Give the service a secret: `uses: [secret('token-key', { rotate: '90 d' })]`.",
    ko: "서비스에 비밀을 준다. `uses: [secret('token-key', { rotate: '90 d' })]`",
  },
  examples: () => ({
    pass: [signing('signed with a secret', [secret('session-key', { rotate: '90 d' })])],
    fail: [signing('signed with nothing', [])],
  }),
  check(subject, report) {
    reportUnsaid(subject, NEEDS, report);
    const { facts, plan } = subject;
    if (!isReal(plan)) return;
    for (const one of partsOf(plan, 'service')) {
      const subject = `parts.${one.name}`;
      const known = facts.of('authenticates', subject);
      const words = known.flatMap((fact) => fact.value).filter((word) => SIGNED.includes(word));
      if (words.length === 0 || one.secrets.length > 0) continue;
      const listed = [...new Set(words)].join(', ');
      report({
        path: `${subject}.secrets`,
        because: known,
        message: {
          en: `${one.name} knows callers by ${listed} and is given no secret`,
          ko: `${one.name}: ${listed} 방식으로 부르는 쪽을 알아보는데 받은 비밀이 없다`,
        },
      });
    }
  },
});

import {
  gateway,
  type Plan,
  partsOf,
  postgres,
  route,
  secret,
  service,
  unverifiedRoutes,
} from '#model';
import { small } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule, type Report, type Subject } from '../../rule.ts';
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

const entry = (name: string, verifies: boolean): Plan => {
  const key = secret('token-key');
  const shop = service('shop', { uses: [key] });
  const routes = [route('/', shop, { allows: ['jwt'] })];
  const edge = gateway('edge', { routes, ...(verifies && { tokens: { key } }) });
  return small(name, { roots: [edge] });
};

export const rule = defineRule({
  id: 'security/tokens-have-a-key',
  severity: 'warning',
  title: {
    en: 'Tokens are signed and verified with a secret of the plan, and end.',
    ko: '토큰은 계획에 있는 비밀로 서명하고 검증하며, 끝이 있다.',
  },
  why: {
    en: 'A service that signs without a named secret has one in its code, where it never rotates. A gateway that is told no key lets every token in, a forged one too.',
    ko: '이름 있는 비밀 없이 서명하는 서비스는 비밀을 코드에 갖고 있고, 그 비밀은 바뀌지 않는다. 키를 받지 못한 게이트웨이는 위조한 토큰까지 모두 들인다.',
  },
  fix: {
    en: "Give the service a secret: `uses: [secret('token-key', { rotate: '90 d' })]`; and the gateway the key that verifies: `tokens: { key: tokenKey }`.",
    ko: "서비스에 비밀을 준다. `uses: [secret('token-key', { rotate: '90 d' })]`. 게이트웨이에는 검증할 키를 준다. `tokens: { key: tokenKey }`",
  },
  examples: () => ({
    pass: [
      signing('signed with a secret', [secret('session-key', { rotate: '90 d' })]),
      entry('verified at the edge', true),
    ],
    fail: [signing('signed with nothing', []), entry('verified by nobody at the edge', false)],
  }),
  check(subject, report) {
    reportUnsaid(subject, NEEDS, report);
    const { facts, plan } = subject;
    if (!isReal(plan)) return;
    reportUnverified(subject, report);
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

/** Routes that let tokens in past a gateway that cannot tell a good one. */
function reportUnverified({ facts, plan }: Subject, report: (found: Report) => void): void {
  for (const gateway of partsOf(plan, 'gateway')) {
    const { name } = gateway;
    const open = unverifiedRoutes(gateway);
    if (open.length === 0) continue;
    const paths = open.map(({ path }) => path).join(', ');
    report({
      path: `parts.${name}.tokens`,
      because: open.flatMap(({ path }) => facts.of('allows', `routes.${name}${path}`)),
      message: {
        en: `${name} lets tokens in on ${paths} and is told no key: a forged one passes`,
        ko: `${name}: ${paths} 경로로 토큰을 들이는데 검증할 키가 없어 위조한 토큰도 통과한다`,
      },
    });
  }
}

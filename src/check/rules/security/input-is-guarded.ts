import { withParticle } from '#kernel';
import { type Fact, link, postgres, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { hops } from '../../hops.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

/** Whoever has a session has a browser, and shows pages in it. */
const isRouteTo = ({ subject, value }: Fact<'to'>, part: string): boolean =>
  subject.startsWith('routes.') && `parts.${value}` === part;

type Guard = 'validation' | 'sql-injection' | 'xss';
const guarded = (name: string, protects: readonly Guard[]) =>
  small(name, { roots: [service('shop', { uses: [link(postgres('stock', {}))], protects })] });

export const rule = defineRule({
  id: 'security/input-is-guarded',
  severity: 'warning',
  title: {
    en: 'A service guards against what its input can do to what it uses.',
    ko: '서비스는 입력이 자기가 쓰는 것에 할 수 있는 일을 막는다.',
  },
  why: {
    en: 'Injection has been among the first of the OWASP Top Ten since 2003: whatever speaks SQL is tried.',
    ko: '인젝션은 2003년부터 OWASP Top Ten에 있다. SQL을 쓰는 것은 모두 시도된다.',
  },
  fix: { en: 'Name the guard in `protects`.', ko: '`protects`에 적는다.' },
  examples: () => ({
    pass: [guarded('validated, and SQL parameterised', ['validation', 'sql-injection'])],
    fail: [guarded('SQL from input', ['validation'])],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const subject of subjectsOf(facts, ['service'])) {
      const said = facts.of('protects', subject);
      if (said.length === 0) continue;
      const databases = hops(facts).filter(
        ({ from, to }) =>
          from === subject && ['postgres', 'mysql'].includes(facts.first('kind', to)?.value ?? ''),
      );
      const isBrowsed =
        facts.of('authenticates', subject).some((fact) => fact.value.includes('session')) &&
        facts.of('to').some((fact) => isRouteTo(fact, subject));
      const needed: Guard[] = [
        'validation',
        ...(databases.length > 0 ? ['sql-injection' as const] : []),
        ...(isBrowsed ? ['xss' as const] : []),
      ];
      const missing = needed.filter((one) => !said.some((fact) => fact.value.includes(one)));
      if (missing.length === 0) continue;
      report({
        path: `${subject}.protects`,
        because: [...said, ...databases.map((hop) => hop.fact)],
        message: {
          en: `${nameOf(subject)} names no ${missing.join(' and no ')} among its guards`,
          ko: `${nameOf(subject)}의 방어에 ${withParticle(missing.join(', '), '이/가')} 없다`,
        },
      });
    }
  },
});

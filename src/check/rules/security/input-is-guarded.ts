import { withParticle } from '#kernel';
import { link, postgres, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { linksFrom, routesTo } from '../../promised.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

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
  examples: {
    pass: [guarded('validated, and SQL parameterised', ['validation', 'sql-injection'])],
    fail: [guarded('SQL from input', ['validation'])],
  },
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const subject of subjectsOf(facts, ['service'])) {
      const said = facts.of('protects', subject);
      const missing = needed(facts, subject).filter(
        (one) => !said.some((fact) => fact.value.includes(one)),
      );
      if (said.length === 0 || missing.length === 0) continue;
      report({
        path: `${subject}.protects`,
        because: said,
        message: {
          en: `${nameOf(subject)} names no ${missing.join(' and no ')} among its guards`,
          ko: `${nameOf(subject)}의 방어에 ${withParticle(missing.join(', '), '이/가')} 없다`,
        },
      });
    }
  },
});

function needed(facts: FactBase, subject: string): readonly Guard[] {
  const asksSql = linksFrom(facts, subject).some((link) =>
    facts.of('to', link).some((fact) => {
      const kind = facts.first('kind', `parts.${fact.value}`)?.value;
      return kind === 'postgres' || kind === 'mysql';
    }),
  );
  // Whoever has a session has a browser, and is shown pages in it.
  const isBrowsed =
    routesTo(facts, subject).length > 0 &&
    facts.of('authenticates', subject).some((fact) => fact.value.includes('session'));
  return [
    'validation',
    ...(asksSql ? ['sql-injection' as const] : []),
    ...(isBrowsed ? ['xss' as const] : []),
  ];
}

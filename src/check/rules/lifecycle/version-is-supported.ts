import { isProduct, supportedCycles, supportOf } from '#facts';
import { type Text, withParticle } from '#kernel';
import type { Fact } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';

/** Parts whose version is of one product. */
const PRODUCTS: Readonly<Record<string, string>> = {
  postgres: 'postgresql',
  mysql: 'mysql',
  redis: 'redis',
  search: 'elasticsearch',
  elasticache: 'elasticache-redis',
  eks: 'eks',
  gke: 'gke',
};

export const rule = defineRule({
  id: 'lifecycle/version-is-supported',
  severity: 'error',
  title: {
    en: 'Every version is supported on the plan’s date.',
    ko: '모든 버전이 계획의 날짜에 지원된다.',
  },
  why: {
    en: 'After the end of support a published hole stays open.',
    ko: '지원이 끝나면 알려진 취약점이 그대로 열려 있다.',
  },
  fix: { en: 'Move to a supported version.', ko: '지원되는 버전으로 옮긴다.' },
  examples: () => ({
    pass: [sketch('PostgreSQL 18', { database: { version: '18' } })],
    fail: [
      sketch('PostgreSQL 13', { database: { version: '13' } }),
      sketch('built on Ubuntu 20.04', { service: { runtime: ['ubuntu:20.04'] } }),
    ],
  }),
  check({ facts, asOf }, report) {
    for (const { fact, product, version } of versionsOf(facts)) {
      const support = supportOf(product, version, asOf);
      if (support.state === 'supported') continue;
      const what = { subject: nameOf(fact.subject), product, version };
      const cycles = supportedCycles(product, asOf).slice(0, 3).join(', ');
      report({
        path: `${fact.subject}.${fact.attribute}`,
        because: [fact],
        ...(support.state === 'unknown'
          ? { severity: 'warning', message: unknown(what) }
          : { message: ended(what, support.ends, asOf) }),
        ...(cycles && {
          hint: {
            en: `Move to a supported line: ${cycles}.`,
            ko: `지원되는 계열로 옮긴다: ${cycles}.`,
          },
        }),
      });
    }
  },
});

interface What {
  readonly subject: string;
  readonly product: string;
  readonly version: string;
}
const unknown = ({ subject, product, version }: What): Text => ({
  en: `no table knows ${product} ${version} of ${subject}, so its support is unknown`,
  ko: `${subject}의 ${withParticle(`${product} ${version}`, '은/는')} 어느 표에도 없어 지원 여부를 알 수 없다`,
});
const ended = ({ subject, product, version }: What, ends: string | null, asOf: string): Text => ({
  en: `${subject}: ${product} ${version} ${ends ? `has had no support since ${ends}` : 'is no longer supported'}; the plan is of ${asOf}`,
  ko: `${subject}: ${product} ${version} 지원은 ${ends ? `${ends}에` : '이미'} 끝났다. 계획의 날짜는 ${withParticle(asOf, '이다/다')}`,
});

/** Every product with a version: of stores and clusters, of what services are built with. */
function versionsOf(facts: FactBase) {
  const own = facts.of('version').flatMap((fact) => {
    const kind = facts.first('kind', fact.subject) ?? facts.first('engine', fact.subject);
    const managed = facts.first('managed', fact.subject)?.value ?? '';
    const product = isProduct(managed)
      ? managed
      : (PRODUCTS[managed] ?? PRODUCTS[kind?.value ?? '']);
    return product ? [{ fact: fact as Fact, product, version: fact.value }] : [];
  });
  const built = [...facts.of('runtime'), ...facts.of('image.from'), ...facts.of('matrix')];
  const parts = built.flatMap((fact) =>
    fact.value.flatMap((words) => {
      const [product = '', tag = ''] = words.split(':');
      const version = tag.replace(/\.x$/, '').replace(/-[a-z][a-z0-9.-]*$/, '');
      const known = ALIASES[product] ?? product;
      return version !== '' && isProduct(known) && /\d/.test(version)
        ? [{ fact: fact as Fact, product: known, version }]
        : [];
    }),
  );
  return [...own, ...parts];
}
/** What images call a product. */
const ALIASES: Readonly<Record<string, string>> = { golang: 'go', postgres: 'postgresql' };

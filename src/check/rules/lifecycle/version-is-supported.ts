import { supportedCycles, supportOf } from '#facts';
import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const PRODUCTS: Readonly<Record<string, string>> = { postgres: 'postgresql', redis: 'redis' };

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
  examples: {
    pass: [sketch('PostgreSQL 18', { database: { version: '18' } })],
    fail: [sketch('PostgreSQL 13', { database: { version: '13' } })],
  },
  check({ facts, asOf }, report) {
    for (const version of facts.of('version')) {
      const product = PRODUCTS[facts.first('kind', version.subject)?.value ?? ''];
      const support = product
        ? supportOf(product, version.value, asOf)
        : { state: 'unknown' as const };
      if (!product || support.state === 'supported') continue;
      const what = `${nameOf(version.subject)} ${version.value}`;
      if (support.state === 'unknown') {
        report({
          path: `${version.subject}.version`,
          severity: 'warning',
          because: [version],
          message: {
            en: `no table knows ${product} ${version.value}, so its support is unknown`,
            ko: `${withParticle(`${product} ${version.value}`, '은/는')} 어느 표에도 없어 지원 여부를 알 수 없다`,
          },
        });
        continue;
      }
      const cycles = supportedCycles(product, asOf).slice(0, 3).join(', ');
      report({
        path: `${version.subject}.version`,
        because: [version],
        message: {
          en: `${what} (${product}) has had no support since ${support.ends ?? 'an unknown day'}; the plan is of ${asOf}`,
          ko: `${what} (${product}) 지원은 ${support.ends ?? '알려지지 않은 날'}에 끝났다. 계획의 날짜는 ${withParticle(asOf, '이다/다')}`,
        },
        hint: {
          en: `Move to a supported line: ${cycles}.`,
          ko: `지원되는 계열로 옮긴다: ${cycles}.`,
        },
      });
    }
  },
});

import { stage } from '#model';
import { isStored, nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const verifying = (covers: readonly string[]) =>
  sketch(`verifying ${covers.join(', ')}`, {
    plan: {
      pipeline: {
        stages: [
          stage('test', { does: 'test' }),
          stage('region', { does: 'verify', with: ['region check'], covers }),
          stage('ask', { does: 'approve' }),
          stage('undo', { does: 'rollback' }),
        ],
      },
    },
  });

export const rule = defineRule({
  id: 'residency/every-store-is-verified',
  severity: 'error',
  title: {
    en: 'A check of where data rests looks at every store.',
    ko: '데이터 위치 검사는 모든 저장소를 본다.',
  },
  why: {
    en: 'A gate that looks at half of them prints a statement of compliance about the other half too.',
    ko: '절반만 보는 관문이 나머지 절반에 대해서도 준수한다고 적는다.',
  },
  fix: {
    en: 'Make the list from the plan’s stores, or leave `covers` out: then it is all of them.',
    ko: '목록을 계획의 저장소에서 만들거나 `covers`를 뺀다. 그러면 전부가 대상이다.',
  },
  examples: () => ({ pass: [verifying(['articles'])], fail: [verifying(['some-cluster'])] }),
  check({ facts }, report) {
    for (const does of facts.of('does')) {
      const covers = facts.of('covers', does.subject);
      const listed = covers.flatMap((fact) => fact.value);
      if (does.value !== 'verify' || listed.length === 0) continue;
      const stores = facts.subjects('kind').filter((one) => isStored(facts, one));
      const keys = facts.subjects('kind', (kind) => kind === 'key');
      const missing = [...stores, ...keys].map(nameOf).filter((one) => !listed.includes(one));
      if (missing.length === 0) continue;
      const all = stores.length + keys.length;
      report({
        path: `${does.subject}.covers`,
        because: [
          ...covers,
          ...missing.flatMap((one) =>
            facts.of('on', `parts.${one}`).filter((fact) => fact.origin === 'stated'),
          ),
        ],
        message: {
          en: `${nameOf(does.subject)} looks at ${all - missing.length} of ${all} places where data or keys rest; it leaves out ${missing.join(', ')}`,
          ko: `${nameOf(does.subject)} 단계는 데이터나 키가 있는 ${all}곳 가운데 ${all - missing.length}곳만 본다. 빠진 것: ${missing.join(', ')}`,
        },
      });
    }
  },
});

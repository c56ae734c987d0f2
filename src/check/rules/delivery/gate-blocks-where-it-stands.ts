import { environment, local, service, stage } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const gated = (name: string, blocksOnly: readonly string[]) =>
  small(name, {
    roots: [service('web', {})],
    environments: [environment('production', { on: local() })],
    pipeline: {
      stages: [
        stage('verify', {
          does: 'verify',
          blocks: true,
          ...(blocksOnly.length > 0 && { blocksOnly }),
        }),
        stage('stage', { does: 'deploy', to: 'staging', after: ['verify'] }),
        stage('ship', { does: 'deploy', to: 'production', after: ['stage'] }),
      ],
    },
  });

export const rule = defineRule({
  id: 'delivery/gate-blocks-where-it-stands',
  severity: 'error',
  title: {
    en: 'A gate blocks the step it stands before.',
    ko: '관문은 바로 뒤의 단계를 막는다.',
  },
  why: {
    en: 'A check that only fails for production, run before staging, passes everything by construction.',
    ko: '운영에서만 실패하는 검사를 스테이징 앞에서 돌리면 언제나 통과한다.',
  },
  fix: {
    en: 'Let it block everywhere (leave `blocksOnly` out), and run it again before production.',
    ko: '어디서나 막게 하고(`blocksOnly`를 뺀다) 운영 앞에서 다시 돌린다.',
  },
  examples: () => ({
    pass: [gated('blocks always', [])],
    fail: [gated('blocks for production, stands before staging', ['production'])],
  }),
  check({ facts }, report) {
    for (const only of facts.of('blocksOnly')) {
      const name = nameOf(only.subject);
      const next = facts
        .of('after')
        .filter((fact) => fact.value.includes(name))
        .flatMap((fact) => facts.of('to', fact.subject));
      const order = facts.subjects('does').map(nameOf);
      const following = order
        .slice(order.indexOf(name) + 1)
        .flatMap((one) => facts.of('to', `stages.${one}`))
        .slice(0, 1);
      const guarded = next.length > 0 ? next : following;
      const open = guarded.filter((fact) => !only.value.includes(fact.value));
      if (open.length === 0) continue;
      report({
        path: `${only.subject}.blocksOnly`,
        because: [only, ...open],
        message: {
          en: `${name} stands before ${open.map((fact) => fact.value).join(', ')} and blocks only for ${only.value.join(', ')}: there it lets everything through`,
          ko: `${name} 관문은 ${open.map((fact) => fact.value).join(', ')} 앞에 있는데 ${only.value.join(', ')}일 때만 막는다. 거기서는 모두 통과한다`,
        },
      });
    }
  },
});

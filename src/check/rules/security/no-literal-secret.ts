import { withParticle } from '#kernel';
import { partsOf } from '#model';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const NAME = /(PASSWORD|PASSWD|SECRET|TOKEN|PRIVATE_KEY|API_?KEY|CREDENTIAL)/i;
const SHAPE =
  /^(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|sk-[A-Za-z0-9_-]{20,}|xox[abpr]-\S{10,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*)$/;

export const rule = defineRule({
  id: 'security/no-literal-secret',
  severity: 'error',
  title: {
    en: 'A plan names secrets and never holds one.',
    ko: '계획은 비밀의 이름만 말하고 값은 담지 않는다.',
  },
  why: {
    en: 'What is once in a repository is in every clone of it, and in its history after it was removed.',
    ko: '저장소에 한 번 들어간 값은 모든 복제본에 남고, 지운 뒤에도 이력에 남는다.',
  },
  fix: {
    en: 'Declare `secret(…)` and put it among `uses`.',
    ko: '`secret(…)`을 선언해 `uses`에 넣는다.',
  },
  examples: () => ({
    pass: [sketch('a setting', { service: { configuration: { LOG_LEVEL: 'info' } } })],
    fail: [sketch('a password', { service: { configuration: { DB_PASSWORD: 'correct-horse' } } })],
  }),
  check({ plan }, report) {
    for (const service of partsOf(plan, 'service')) {
      for (const [key, value] of Object.entries(service.configuration ?? {})) {
        if (!(NAME.test(key) && value !== '') && !SHAPE.test(value)) continue;
        report({
          path: `parts.${service.name}.configuration.${key}`,
          at: service.at,
          because: [],
          message: {
            en: `\`${key}\` looks like a secret written out`,
            ko: `${withParticle(`\`${key}\``, '은/는')} 그대로 적힌 비밀처럼 보인다`,
          },
        });
      }
    }
  },
});

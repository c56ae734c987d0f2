import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

/** Words for files: what is written there goes nowhere. */
const FILES = /\bfiles?\b|\bdisk\b/i;

export const rule = defineRule({
  id: 'observability/logs-leave-the-machine',
  severity: 'error',
  title: {
    en: 'Logs outlive the machine that wrote them, for a known time.',
    ko: '로그는 쓴 머신보다 오래, 정해진 기간 동안 남는다.',
  },
  why: {
    en: 'The log of the version that failed is lost with its container, exactly when it is needed; one without an end fills the disk.',
    ko: '실패한 버전의 로그가 컨테이너와 함께 사라진다. 끝이 없는 로그는 디스크를 채운다.',
  },
  fix: {
    en: "Ship them (`logs.to`) and say how long they are kept (`logs.keep: '30 d'`).",
    ko: "로그를 내보내고(`logs.to`) 보존 기간을 적는다(`logs.keep: '30 d'`).",
  },
  examples: () => ({
    pass: [sketch('shipped', { plan: { logs: { to: 'cloudwatch', keep: '30 d' } } })],
    fail: [
      sketch('on the disk', { plan: { logs: { local: true, keep: '30 d' } } }),
      sketch('in files', { plan: { logs: { local: true, to: 'log-files', keep: '30 d' } } }),
      sketch('for ever', { plan: { logs: { to: 'cloudwatch' } } }),
    ],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const to = facts.first('logs.to', 'plan');
    const keep = facts.first('logs.keep', 'plan');
    const local = facts.of('logs.local', 'plan').filter((fact) => fact.value);
    const about = facts
      .about('plan')
      .filter((fact) => fact.attribute.startsWith('logs.') && fact.attribute !== 'logs.format');
    if (local.length > 0 && (!to || FILES.test(to.value)))
      report({
        path: 'logs.to',
        because: [...local, ...(to ? [to] : [])],
        message: {
          en: 'logs are files on the machine: they go when it is replaced, and nothing rotates them',
          ko: '로그가 머신의 파일이다. 머신이 교체되면 사라지고 돌려 쓰는 장치도 없다',
        },
      });
    if (about.length > 0 && !keep)
      report({
        path: 'logs.keep',
        because: about,
        message: {
          en: 'nothing says how long logs are kept',
          ko: '로그를 얼마나 보관하는지 적혀 있지 않다',
        },
      });
  },
});

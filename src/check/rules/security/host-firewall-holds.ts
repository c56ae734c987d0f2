import { capabilityOf } from '#facts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const walled = (name: string, operators: string, image: boolean) =>
  sketch(name, {
    service: image ? { image: { registry: 'ecr', tag: '1.4.2' }, port: 8080 } : { port: 8080 },
    plan: { network: { hostFirewall: 'ufw', operators } },
  });

export const rule = defineRule({
  id: 'security/host-firewall-holds',
  severity: 'warning',
  title: {
    en: 'A firewall on the host also covers containers.',
    ko: '호스트 방화벽은 컨테이너에도 듣는다.',
  },
  why: {
    en: 'Docker writes its own rules ahead of UFW: a published port is open although UFW says deny.',
    ko: 'Docker는 UFW보다 앞에 제 규칙을 넣는다. UFW가 막아도 공개한 포트는 열린다.',
  },
  fix: {
    en: 'Publish on loopback only, filter in the DOCKER-USER chain, or rely on the provider’s security groups and say so.',
    ko: '루프백에만 공개하거나 DOCKER-USER 체인에서 막거나, 제공자의 보안 그룹에 맡기고 그렇게 적는다.',
  },
  examples: () => ({
    pass: [walled('plain processes', 'ssm', false)],
    fail: [walled('containers', 'ssm', true)],
  }),
  check({ facts, plan }, report) {
    const known = capabilityOf('docker', 'published-ports-bypass-ufw');
    const walls = [
      ...facts.of('network.hostFirewall', 'plan').filter((fact) => /ufw/i.test(fact.value)),
      ...facts.of('undecided').filter((fact) => /hostFirewall: .*ufw/i.test(fact.value)),
    ];
    const images = [
      ...facts.of('image.registry'),
      ...facts.of('image.tag'),
      ...facts.of('stages').filter((fact) => fact.value.some((one) => /docker|image/i.test(one))),
      ...facts.of('publishesPorts').filter((fact) => fact.value),
    ];
    const kept = facts.of('publishesPorts').some((fact) => !fact.value);
    if (known?.value !== true || walls.length === 0 || images.length === 0 || kept) return;
    if (plan.environment.on.engine !== 'server' && plan.environment.on.engine !== 'ecs') return;
    report({
      path: 'network.hostFirewall',
      because: [...walls, ...images],
      message: {
        en: `UFW guards the host, and containers run on it: ${known.note.en}`,
        ko: `UFW로 호스트를 막는데 그 위에서 컨테이너가 돈다: ${known.note.ko}`,
      },
    });
  },
});

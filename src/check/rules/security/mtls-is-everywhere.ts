import {
  environment,
  type Fact,
  gateway,
  link,
  onPremises,
  type Plan,
  route,
  server,
  service,
  site,
} from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule, type Report } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

const production = environment('production', {
  on: server(site('room', onPremises({ country: 'KR' }))),
  mtls: true,
});
const meshed = (name: string, inside: boolean): Plan => {
  const stock = service('stock', { authenticates: ['mtls'] });
  const shop = service('shop', { uses: [link(stock)] });
  const edge = gateway('edge', { tls: { inside }, routes: [route('/', shop)] });
  return small(name, { roots: [edge], environments: [production] });
};

export const rule = defineRule({
  id: 'security/mtls-is-everywhere',
  severity: 'warning',
  title: {
    en: 'Where calls are mutually authenticated, every hop is.',
    ko: '서로 인증하기로 한 곳에서는 모든 구간이 서로 인증한다.',
  },
  why: {
    en: 'One hop in the clear is where an intruder stands, and the plan says there is none.',
    ko: '평문 구간 하나가 침입자가 설 자리인데, 계획은 그런 곳이 없다고 말한다.',
  },
  fix: {
    en: "Set `tls: { inside: true }` at the gateway, and `authenticates: ['mtls']` where only services call.",
    ko: "게이트웨이에 `tls: { inside: true }`를, 서비스만 부르는 곳에 `authenticates: ['mtls']`를 적는다.",
  },
  examples: () => ({
    pass: [meshed('inside too', true)],
    fail: [meshed('plain behind the gateway', false)],
  }),
  check({ facts, plan }, report) {
    const here = facts.of('mtls', `environments.${plan.environment.name}`);
    if (!isReal(plan) || !here.some((fact) => fact.value)) return;
    for (const one of [...plainGates(facts, here), ...strangers(facts, here)]) report(one);
  },
});

const plainGates = (facts: FactBase, here: readonly Fact[]): readonly Report[] =>
  subjectsOf(facts, ['gateway'])
    .map((gate) => ({ gate, inside: facts.of('tls.inside', gate) }))
    .filter(({ inside }) => !inside.some((fact) => fact.value))
    .map(({ gate, inside }) => {
      const open = inside.length === 0;
      return {
        path: `${gate}.tls.inside`,
        because: [...here, ...inside],
        message: {
          en: `everything is mutually authenticated, and ${nameOf(gate)} ${open ? 'does not say that it speaks TLS' : 'speaks plain'} to what is behind it`,
          ko: `모든 호출을 서로 인증하기로 했는데 ${nameOf(gate)} 뒤는 ${open ? 'TLS라는 말이 없다' : '평문이다'}`,
        },
      };
    });

/** Services that only services call, and that do not know them by mTLS. */
function strangers(facts: FactBase, here: readonly Fact[]): readonly Report[] {
  const to = facts.of('to');
  const entered = to
    .filter((fact) => fact.subject.startsWith('routes.'))
    .map((fact) => `parts.${fact.value}`);
  const callersOf = (part: string) =>
    to.filter((fact) => fact.subject.startsWith('links.') && `parts.${fact.value}` === part);
  return subjectsOf(facts, ['service'])
    .filter((part) => !entered.includes(part) && callersOf(part).length > 0)
    .filter((part) => !facts.of('authenticates', part).some((fact) => fact.value.includes('mtls')))
    .map((part) => ({
      path: `${part}.authenticates`,
      because: [...here, ...facts.of('authenticates', part), ...callersOf(part)],
      message: {
        en: `only services call ${nameOf(part)}, and it does not know them by mTLS`,
        ko: `${nameOf(part)}: 서비스만 부르는데 mTLS로 알아보지 않는다`,
      },
    }));
}

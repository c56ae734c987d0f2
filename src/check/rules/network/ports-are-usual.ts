import { type Text, withParticle } from '#kernel';
import { type Fact, gateway, type Plan, route, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

/** As registered with IANA, and the only one some managed services have. */
const REGISTERED: Readonly<Record<string, readonly number[]>> = {
  postgres: [5432, 6432],
  mysql: [3306],
  redis: [6379, 6380],
  search: [9200, 443],
};
const [PRIVILEGED, EPHEMERAL] = [1_024, 32_768];

const shop = service('shop', {});
const open = (name: string, ports: readonly number[]): Plan =>
  small(name, { roots: [gateway('edge', { ports, routes: [route('/', shop)] })] });

export const rule = defineRule({
  id: 'network/ports-are-usual',
  severity: 'warning',
  title: {
    en: 'Ports are the ones that callers, tools and kernels expect.',
    ko: '포트는 부르는 쪽과 도구와 커널이 기대하는 것이다.',
  },
  why: {
    en: 'Browsers try 80 and 443; firewalls, exporters and scanners know a store by its port; below 1024 a process needs rights, and from 32768 on the kernel gives the port to somebody else.',
    ko: '브라우저는 80과 443을 두드리고, 방화벽과 수집기는 저장소를 포트로 알아본다. 1024 아래는 권한이 필요하고 32768부터는 커널이 남에게 준다.',
  },
  fix: { en: 'Take the usual port.', ko: '흔히 쓰는 포트로 바꾼다.' },
  examples: () => ({
    pass: [open('80 and 443', [80, 443])],
    fail: [open('8443 before browsers', [80, 8_443]), open('no HTTPS', [80])],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const fact of ofKinds(facts, 'ports', 'gateway', 'cdn'))
      tell(atTheEdge(facts, fact), fact);
    for (const [kind, usual] of Object.entries(REGISTERED))
      for (const fact of ofKinds(facts, 'port', kind)) tell(ofAStore(fact, kind, usual), fact);
    for (const fact of ofKinds(facts, 'port', 'service')) tell(ofAService(fact), fact);

    function tell(message: Text | undefined, fact: Fact) {
      if (message) report({ path: `${fact.subject}.${fact.attribute}`, because: [fact], message });
    }
  },
});

const ofKinds = <A extends 'port' | 'ports'>(
  facts: FactBase,
  attribute: A,
  ...kinds: readonly string[]
): readonly Fact<A>[] => subjectsOf(facts, kinds).flatMap((one) => facts.of(attribute, one));

const ofAStore = (
  { subject, value }: Fact<'port'>,
  kind: string,
  usual: readonly number[],
): Text | undefined =>
  usual.includes(value)
    ? undefined
    : {
        en: `${nameOf(subject)} listens on ${value}; ${kind} is known by ${usual.join(' or ')}`,
        ko: `${withParticle(nameOf(subject), '은/는')} ${value}에서 듣는다. ${kind}의 포트는 ${withParticle(usual.join(' 또는 '), '으로/로')} 알려져 있다`,
      };

const ofAService = ({ subject, value }: Fact<'port'>): Text | undefined =>
  value >= PRIVILEGED && value < EPHEMERAL
    ? undefined
    : {
        en: `${nameOf(subject)} listens on ${value}, outside ${PRIVILEGED}–${EPHEMERAL - 1}`,
        ko: `${withParticle(nameOf(subject), '은/는')} ${value}에서 듣는다. ${PRIVILEGED}–${EPHEMERAL - 1} 밖이다`,
      };

function atTheEdge(facts: FactBase, fact: Fact<'ports'>): Text | undefined {
  const name = nameOf(fact.subject);
  const odd = fact.value.filter((port) => port !== 80 && port !== 443);
  const asksFor80 =
    facts.of('redirectsToHttps', fact.subject).some((one) => one.value) &&
    facts.of('onlyFrom', fact.subject).every((one) => one.value !== 'cdn');
  const missing = [443, ...(asksFor80 ? [80] : [])].filter((port) => !fact.value.includes(port));
  if (odd.length + missing.length === 0) return undefined;
  return {
    en: `${name} listens on ${fact.value.join(', ') || 'nothing'}; browsers come to 80 and 443`,
    ko: `${withParticle(name, '은/는')} ${fact.value.join(', ') || '아무 데도 아닌 곳'}에서 듣는다. 브라우저는 80과 443으로 온다`,
  };
}

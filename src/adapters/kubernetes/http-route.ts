import { type Clock, Failure, SECOND } from '#kernel';
import type { KubeClient } from './client.ts';
import { type Condition, HTTP_ROUTE, type KubeObject } from './kinds.ts';
import {
  isOverride,
  leadsTo,
  OVERRIDE_HEADER,
  type RuleChange,
  type TrafficRule,
  weightsIn,
} from './traffic.ts';

interface Match {
  readonly headers?: readonly { readonly name: string }[];
}

interface Rule {
  readonly name?: string;
  readonly matches?: readonly Match[];
  readonly backendRefs?: readonly { readonly name: string; readonly weight?: number }[];
}

/** An HTTPRoute as far as it is read. */
export interface HttpRoute extends KubeObject {
  readonly spec: { readonly parentRefs?: readonly object[]; readonly rules?: readonly Rule[] };
  readonly status?: {
    readonly parents?: readonly { readonly conditions?: readonly Condition[] }[];
  };
}

/** How often a route is asked whether it is followed. */
const ASK_EVERY_MS = 250;

/**
 * The weights of an HTTPRoute. Rules that lead to the service get the backends, and keep their
 * matches, filters and time-outs. Only the rules are ever applied: hosts and gateways stay with whom
 * they belong to.
 */
export function httpRoute(client: KubeClient, clock: Clock, within = 30 * SECOND): TrafficRule {
  return {
    read: (service) => client.get<HttpRoute>(HTTP_ROUTE, service),
    async write(service, { metadata, spec }, change) {
      const { name, resourceVersion } = metadata;
      const version = resourceVersion === undefined ? {} : { resourceVersion };
      const rules = rulesOf(service, spec as HttpRoute['spec'], change);
      await client.apply(HTTP_ROUTE, {
        metadata: { name, ...version, annotations: change.notes },
        spec: { rules },
      });
    },
    weights: (service, { spec }) =>
      weightsIn(
        service,
        ((spec as HttpRoute['spec']).rules ?? []).map(({ backendRefs = [] }) => backendRefs),
      ),
    async followed(service) {
      for (const end = clock.now() + within; ; await clock.sleep(ASK_EVERY_MS)) {
        const route = await client.get<HttpRoute>(HTTP_ROUTE, service);
        const answer = route && answerOf(route);
        if (answer === 'followed') return;
        if (clock.now() < end) continue;
        throw answer ? refusedRoute(service, answer.words) : unattended(service);
      }
    },
  };
}

function rulesOf(
  service: string,
  spec: HttpRoute['spec'],
  { backends, override }: RuleChange,
): Rule[] {
  const leadsHere = ({ backendRefs = [] }: Rule) =>
    backendRefs.length === 0 || backendRefs.some(({ name }) => leadsTo(service, name));
  const own = (spec.rules ?? [{}]).filter(
    ({ backendRefs = [] }) => !backendRefs.some(({ name }) => isOverride(service, name)),
  );
  return own.flatMap((rule) => {
    if (!leadsHere(rule)) return [rule];
    const led = { ...rule, backendRefs: backends };
    return override ? [overriding(rule, override), led] : [led];
  });
}

/** The same rule for requests with the header: the longer list of headers wins over the plain one. */
function overriding(
  { name: _, matches = [{}], ...rule }: Rule,
  override: NonNullable<RuleChange['override']>,
): Rule {
  const header = { type: 'Exact', ...OVERRIDE_HEADER };
  return {
    ...rule,
    matches: matches.map((match) => ({ ...match, headers: [...(match.headers ?? []), header] })),
    backendRefs: [{ ...override, weight: 1 }],
  };
}

/** What the gateways of the route say of this version of it; undefined while one has yet to. */
function answerOf({
  metadata,
  spec,
  status,
}: HttpRoute): 'followed' | { words: string } | undefined {
  const { generation = 0 } = metadata;
  const said = (status?.parents ?? []).map(({ conditions = [] }) =>
    conditions.filter(({ observedGeneration = 0 }) => observedGeneration >= generation),
  );
  const refusal = said
    .flat()
    .find(({ type, status }) => OF_A_ROUTE.includes(type) && status === 'False');
  if (refusal) return { words: `${refusal.reason ?? refusal.type}: ${refusal.message ?? ''}` };
  const takers = said.filter((conditions) =>
    conditions.some(({ type, status }) => type === 'Accepted' && status === 'True'),
  );
  return takers.length >= Math.max(1, spec.parentRefs?.length ?? 0) ? 'followed' : undefined;
}

const OF_A_ROUTE = ['Accepted', 'ResolvedRefs'];

const refusedRoute = (service: string, words: string): Failure =>
  new Failure(
    'delivery/route-refused',
    {
      en: `the gateway does not take the route of ${service}: ${words}`,
      ko: `게이트웨이가 ${service}의 라우트를 받지 않는다: ${words}`,
    },
    {
      hint: {
        en: 'Put right what the gateway names; the traffic is where it was.',
        ko: '게이트웨이가 말한 것을 바로잡는다. 트래픽은 전과 같은 곳에 있다.',
      },
      retry: 'later',
    },
  );

const unattended = (service: string): Failure =>
  new Failure(
    'delivery/route-unattended',
    {
      en: `no gateway says that it follows the route of ${service}`,
      ko: `${service}의 라우트를 따른다고 말하는 게이트웨이가 없다`,
    },
    {
      hint: {
        en: 'Check that the Gateway named in parentRefs exists and that its controller runs.',
        ko: 'parentRefs에 적힌 Gateway가 있는지, 그 컨트롤러가 도는지 확인한다.',
      },
      retry: 'later',
    },
  );

import { type Text, withParticle } from '#kernel';

/** What a release offers to callers, and what it asks of the services it calls. */
export interface Contracts {
  /** Versions of its interface that it answers; undefined when it says nothing of that. */
  readonly offers?: readonly string[] | undefined;
  /** Service to the version that is asked of it. */
  readonly asks?: Readonly<Record<string, string>> | undefined;
}

/**
 * Whether a release fits beside those that stand: each of them must still be answered by it, and it by
 * each of them. What one side says nothing of is not judged. Undefined when all fit.
 */
export function brokenContract(
  service: string,
  candidate: Contracts,
  standing: Readonly<Record<string, Contracts>>,
): Text | undefined {
  const others = Object.entries(standing).filter(([name]) => name !== service);
  for (const [caller, { asks }] of others) {
    const asked = asks?.[service];
    if (asked !== undefined && candidate.offers && !candidate.offers.includes(asked))
      return tellLeft(caller, service, asked);
  }
  for (const [called, asked] of Object.entries(candidate.asks ?? {})) {
    const offers = standing[called]?.offers;
    if (offers && !offers.includes(asked)) return tellEarly(service, called, asked);
  }
  return undefined;
}

const tellLeft = (caller: string, service: string, asked: string): Text => ({
  en: `${caller} still asks ${service} for ${asked}, and this release does not answer it`,
  ko: `${withParticle(caller, '은/는')} 아직 ${service}에 ${withParticle(asked, '을/를')} 청하는데, 이 릴리스는 그것에 답하지 않는다`,
});

const tellEarly = (service: string, called: string, asked: string): Text => ({
  en: `${service} asks ${called} for ${asked}, and the release of ${called} in force does not answer it yet`,
  ko: `${withParticle(service, '은/는')} ${called}에 ${withParticle(asked, '을/를')} 청하는데, 지금 ${called} 릴리스는 아직 그것에 답하지 않는다`,
});

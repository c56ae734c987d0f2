import type { Clock, Random } from '#kernel';
import type { Inbound } from './headers.ts';
import { type ClientNames, freshIdentity, toSetCookie } from './identity.ts';
import type { Service } from './service.ts';
import type { Place, Underway } from './sessions.ts';
import type { Side } from './table.ts';
import type { RolloutBook, Unit } from './tally.ts';

/** What an assignment draws on. */
export interface Drawing {
  readonly names: ClientNames;
  readonly clock: Clock;
  readonly random: Random;
  /** Clients speak TLS. */
  readonly secure: boolean;
}

/** Who sent a request, where it goes, and the unit that answers for it. */
export interface Assignment {
  /** Undefined for a call from inside that carries nobody's name on. */
  readonly client: string | undefined;
  readonly side: Side;
  readonly unit: Unit | undefined;
  /** The rollout's book; present exactly when there is a unit. */
  readonly book: RolloutBook | undefined;
  /** A header for the answer, when an identity was given out. */
  readonly setCookie: string | undefined;
}

/** The request as far as an assignment looks at it. */
export interface Asking {
  readonly inbound: Inbound;
  readonly method: string | undefined;
  readonly address: string;
  readonly isInside: boolean;
}

/** Assigns one request or connection, and counts it if it is of a unit. */
export function assign(drawing: Drawing, service: Service, asking: Asking): Assignment {
  const { inbound, isInside } = asking;
  const setCookie = givesIdentity(asking) ? freshIdentity() : undefined;
  const client = isInside ? carriedBy(inbound) : nameOf(drawing, asking, setCookie);
  const place = placeOf(drawing, service, { inbound, client });
  const book = place.unit && service.underway?.book;
  if (place.unit) book?.countRequest(place.unit);
  return {
    client,
    side: place.side,
    unit: place.unit,
    book,
    setCookie: setCookie === undefined ? undefined : toSetCookie(setCookie, drawing.secure),
  };
}

const nameOf = ({ names }: Drawing, { inbound, address }: Asking, fresh: string | undefined) =>
  names.nameOf({ cookie: inbound.cookie ?? fresh, key: inbound.key, address });

/** A service that carries the name on keeps its client on one side all the way. */
const carriedBy = ({ carried }: Inbound): string | undefined =>
  carried !== undefined && CARRIED.test(carried) ? carried : undefined;
const CARRIED = /^[A-Za-z0-9_-]{22}$/;

function placeOf(
  { clock, random }: Drawing,
  service: Service,
  { inbound, client }: { readonly inbound: Inbound; readonly client: string | undefined },
): Place {
  const underway = service.underway;
  if (inbound.synthetic || (inbound.canary && underway?.plan.headerOverride)) {
    return placeByHeader(inbound, underway);
  }
  // A call that carries nobody's name is a unit of its own: all of them come from one address.
  if (service.split === 'client' && client !== undefined)
    return service.sessions.place(client, clock.now(), underway);
  if (!underway) return { side: 'stable', unit: undefined };
  const side = random() < underway.plan.weight / 100 ? 'candidate' : 'stable';
  return { side, unit: underway.book.beginRequest(side, clock.now(), client) };
}

/** Probes and overrides are never units: they say nothing about what the coin decided. */
function placeByHeader(inbound: Inbound, underway: Underway | undefined): Place {
  if (underway) {
    if (inbound.synthetic) underway.book.excluded.synthetic += 1;
    else underway.book.excluded.override += 1;
    underway.book.changes += 1;
  }
  const candidate = inbound.synthetic ? inbound.toCandidate : true;
  return { side: candidate ? 'candidate' : 'stable', unit: undefined };
}

/** Only a person's page view is given a cookie: machines would not send it back. */
function givesIdentity({ inbound, method, isInside }: Asking): boolean {
  if (isInside || inbound.cookie !== undefined || inbound.synthetic) return false;
  if (inbound.mode !== undefined) return inbound.mode === 'navigate';
  return method === 'GET' && inbound.accept?.includes('text/html') === true;
}

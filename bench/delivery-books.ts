import { type Client, sideOf, type Tick } from './delivery-stream.ts';

/** Seconds after which a client's outcome counts for the control and for D. */
const HORIZON = 60;

/** Counts of one side, in the shape the delivery room reads. */
export interface Side {
  units: number;
  maturedUnits: number;
  requests: number;
  bad: Record<string, number>;
  maturedBad: Record<string, number>;
}
export interface Step {
  readonly weight: number;
  readonly stable: Side;
  readonly candidate: Side;
}

/** What the gateway would have counted, by weight and side. */
export interface Books {
  readonly steps: Step[];
  /** Counts a tick at `weight`; returns the step in force. */
  see(tick: Tick, weight: number): Step;
}

/** The last predicate is the one the stream spoils; the others stay at zero. */
export function openBooks(unit: 'request' | 'client', ids: readonly string[]): Books {
  const steps: Step[] = [];
  const spoilt = ids.at(-1) ?? '';
  const count = unit === 'client' ? openClientBooks(spoilt) : countRequests(spoilt);
  return {
    steps,
    see(tick, weight) {
      let step = steps.at(-1);
      if (step?.weight !== weight) {
        step = { weight, stable: none(ids), candidate: none(ids) };
        steps.push(step);
      }
      count(tick, step);
      return step;
    },
  };
}

type Count = (tick: Tick, step: Step) => void;

/** A request is over at once: it has matured when it is seen. */
function countRequests(id: string): Count {
  return (tick, step) => {
    for (const name of ['stable', 'candidate'] as const) {
      const side = step[name];
      const { requests, bad } = sideOf(tick, step.weight, name);
      side.units += requests;
      side.requests += requests;
      side.maturedUnits += requests;
      side.bad[id] = (side.bad[id] ?? 0) + bad;
      side.maturedBad[id] = side.bad[id] ?? 0;
    }
  };
}

/** A client keeps the side and the step in which it began; its first bad outcome is booked there. */
function openClientBooks(id: string): Count {
  const visits = new Map<number, { side: Side; isCandidate: boolean; at: number; bad?: number }>();
  const young: { side: Side; at: number; bad?: number }[] = [];
  const spoil = (clients: readonly Client[], isCandidate: boolean, at: number): void => {
    for (const client of clients) {
      const visit = visits.get(client.id);
      if (!visit || visit.isCandidate !== isCandidate) continue;
      visit.bad = at;
      visit.side.bad[id] = (visit.side.bad[id] ?? 0) + 1;
    }
  };
  return ({ at, clients }, step) => {
    for (const client of clients?.begun ?? []) {
      const isCandidate = client.coin < step.weight;
      const side = isCandidate ? step.candidate : step.stable;
      const visit = { side, isCandidate, at };
      side.units += 1;
      visits.set(client.id, visit);
      young.push(visit);
    }
    spoil(clients?.badOnStable ?? [], false, at);
    spoil(clients?.badOnCandidate ?? [], true, at);
    mature(young, id, at);
  };
}

function mature(young: { side: Side; at: number; bad?: number }[], id: string, at: number): void {
  while (young[0] && at - young[0].at >= HORIZON) {
    const { side, at: began, bad } = young.shift() as (typeof young)[number];
    side.maturedUnits += 1;
    if (bad !== undefined && bad - began <= HORIZON)
      side.maturedBad[id] = (side.maturedBad[id] ?? 0) + 1;
  }
}

const none = (ids: readonly string[]): Side => ({
  units: 0,
  maturedUnits: 0,
  requests: 0,
  bad: Object.fromEntries(ids.map((id) => [id, 0])),
  maturedBad: Object.fromEntries(ids.map((id) => [id, 0])),
});

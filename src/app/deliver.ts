import { randomBytes } from 'node:crypto';
import {
  type Beginning,
  type DeliveryPorts,
  hasEnded,
  preflight,
  type Rollout,
  run,
  start,
  type Wish,
} from '#delivery';
import { Failure, type Text } from '#kernel';
import { settleRollout } from '#model';
import {
  brokenLedger,
  busy,
  noneUnderway,
  unchanged,
  underwayAlready,
} from './deliver-failures.ts';
import { refuseBrokenContract } from './fits-beside.ts';
import { formerRelease } from './former-release.ts';
import type { DeployInput, Ground } from './ground.ts';
import { enter, verifyLedger } from './read-ledger.ts';
import { refuseLeftBehind, schemaNotes } from './schema-in-force.ts';
import { listeningTo, summaryOf, type Underway } from './underway.ts';
import { whoRuns } from './who.ts';
import { systemClock } from './wire.ts';

export interface DeliverSpec {
  readonly ground: Ground;
  /** The plan's folder: the ledger stands beside it. */
  readonly folder: string;
  readonly environment: string;
  readonly say: (event: string, details?: object) => void;
}

export interface RollbackInput {
  readonly service: string;
  /** The beginning of a former release's digest; the one before the present without it. */
  readonly to?: string;
}

/** What `deploy` tells while it runs. */
export type DeployNews =
  | { readonly kind: 'note' | 'preflight'; readonly lines: readonly Text[] }
  | { readonly kind: 'rollout'; readonly rollout: Rollout };

export type RollbackAnswer =
  | { readonly kind: 'taken-back'; readonly rollout: Rollout }
  | {
      readonly kind: 'rolled-back';
      readonly service: string;
      readonly from: string;
      readonly to: string;
    };

/** The rollouts of one environment: at most one per service, carried on whoever listens or not. */
export class Deliveries {
  readonly #spec: DeliverSpec;
  readonly #ground: Ground;
  readonly #ports: DeliveryPorts;
  readonly #underway = new Map<string, Underway>();
  /** Services that a command is just deciding about. */
  readonly #claimed = new Set<string>();
  readonly #closing = new AbortController();

  constructor(spec: DeliverSpec) {
    this.#spec = spec;
    this.#ground = spec.ground;
    this.#ports = spec.ground.ports;
  }

  /** Delivers what the plan and its folder say now. Resolves when the rollout has ended and drained. */
  async deploy(input: DeployInput, tell: (news: DeployNews) => void): Promise<Rollout> {
    const { ended } = await this.#alone(input.service, () => this.#begin(input, tell));
    return ended;
  }

  async #begin(input: DeployInput, tell: (news: DeployNews) => void): Promise<Underway> {
    const { service: name } = input;
    const ground = this.#ground;
    const { service, gate } = await ground.serviceNow(name);
    this.#refuseBrokenLedger();
    await this.#refuseSecond(name);
    const { stable } = await ground.inForce(name);
    const release = await ground.make(service, input);
    if (release.digest === stable) throw unchanged(name, stable);
    const policy = settleRollout(service);
    const traffic = await this.#ports.driver.describe(name);
    const { lines, warnings, refusals } = preflight({ policy, ...(traffic && { traffic }) });
    await refuseBrokenContract(ground, release);
    const notes = await schemaNotes(ground, name, release.schema);
    tell({ kind: 'preflight', lines: [...lines, ...warnings, ...notes] });
    const [refusal] = refusals;
    if (refusal) throw new Failure('app/predicate-refused', refusal);
    const now = systemClock.now();
    const id = `${name}-${now.toString(36)}`;
    await this.#enter('rollout-started', {
      id,
      service: name,
      stable,
      candidate: release.digest,
      configuration: Object.keys(release.configuration),
      secrets: release.secrets,
      preflight: lines.map((line) => line.en),
    });
    const rollout = await this.#start({
      id,
      service: name,
      stable,
      candidate: release.digest,
      salt: randomBytes(16).toString('base64url'),
      policy,
      ...(gate && { gate }),
      now,
    });
    this.#spec.say('rollout', { id, phase: rollout.phase });
    return this.#carry(rollout, (heard) => tell({ kind: 'rollout', rollout: heard }));
  }

  /** What is on record is under way, whether or not it could be begun: it is carried on from there. */
  async #start(beginning: Beginning): Promise<Rollout> {
    try {
      return await start(beginning, this.#ports);
    } catch (cause) {
      const entry = await this.#ports.journal.load(beginning.id);
      if (entry && cause instanceof Failure) return entry.rollout;
      throw cause;
    }
  }

  /** One command decides about a service at a time, and only while the system stands. */
  async #alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.#ground.refuseUnready();
    if (this.#claimed.has(name)) throw busy(name);
    this.#claimed.add(name);
    try {
      return await work();
    } finally {
      this.#claimed.delete(name);
    }
  }

  /** Takes a rollout under way back, or puts the release before the present one in force again. */
  async rollback({ service: name, to }: RollbackInput): Promise<RollbackAnswer> {
    const underway = await this.#alone(name, () => this.#pickUp(name));
    if (underway) {
      const wish: Wish = { kind: 'abort', by: whoRuns(), because: TAKEN_BACK };
      underway.wishes.push({ wish, answer: () => undefined });
      return { kind: 'taken-back', rollout: await underway.ended };
    }
    return this.#alone(name, () => this.#rollBack(name, to));
  }

  /** Asks the rollout under way for something. Resolves with it as recorded afterwards. */
  async wish({ service: name, kind, by }: WishInput): Promise<Rollout> {
    const underway = await this.#alone(name, () => this.#pickUp(name));
    if (!underway) throw noneUnderway(name);
    const heeded = Promise.withResolvers<Rollout>();
    const wish: Wish = kind === 'abort' ? { kind, by, because: TAKEN_BACK } : { kind, by };
    await this.#enter('rollout-wished', { id: underway.id, service: name, wish: kind, by });
    underway.wishes.push({ wish, answer: heeded.resolve });
    return Promise.race([heeded.promise, underway.ended]);
  }

  /** Carries on what an earlier process left, and resolves when that has ended; undefined when it left nothing. */
  async takeUp(name: string, heard: (rollout: Rollout) => void): Promise<Rollout | undefined> {
    const underway = await this.#alone(name, () => this.#pickUp(name));
    if (!underway) return undefined;
    underway.heard = heard;
    return underway.ended;
  }

  /** Stands a first release up, on a ledger that holds. */
  async installed(first: object, work: () => Promise<void>): Promise<void> {
    this.#refuseBrokenLedger();
    await work();
    await this.#enter('installed', first);
  }

  async #rollBack(name: string, to: string | undefined): Promise<RollbackAnswer> {
    const { stable, former } = await this.#ground.inForce(name);
    const release = formerRelease(name, former, to);
    await refuseLeftBehind(this.#ground, name, release);
    await this.#enter('rolled-back', { service: name, from: stable, to: release });
    await this.#ground.putBack(name, release);
    return { kind: 'rolled-back', service: name, from: stable, to: release };
  }

  /** The rollout of a service under way; one whose run was ended by trouble is carried on. */
  async #pickUp(name: string): Promise<Underway | undefined> {
    await this.#ground.inForce(name);
    const underway = this.#underway.get(name);
    if (underway) return underway;
    const entry = await this.#ports.journal.latest(name);
    const left = entry && (!hasEnded(entry.rollout) || entry.pending.length > 0);
    // Another may have picked it up while we read.
    const other = this.#underway.get(name);
    return other ?? (left ? this.#carry(entry.rollout, () => undefined) : undefined);
  }

  /** Goes on with every rollout that a former supervisor left. */
  async resume(): Promise<void> {
    const { say } = this.#spec;
    const stopped = (service: string) => (cause: unknown) =>
      say('rollout-stopped', { service, because: String(cause) });
    // A record that cannot be read is no reason to leave the system without its supervisor.
    for (const name of this.#ground.names()) {
      const underway = await this.#pickUp(name).catch(stopped(name));
      if (!underway) continue;
      say('resumed', { id: underway.id });
      underway.ended.catch(stopped(name));
    }
  }

  /** Stops looking; what is under way stays on record for the next supervisor. */
  close(): void {
    this.#closing.abort();
  }

  #carry(rollout: Rollout, heard: (rollout: Rollout) => void): Underway {
    const underway: Underway = {
      id: rollout.id,
      wishes: [],
      heard,
      ended: Promise.resolve(rollout),
    };
    const ended = run(rollout, this.#ports, {
      clock: systemClock,
      ...(this.#ground.lookEveryMs !== undefined && { lookEveryMs: this.#ground.lookEveryMs }),
      signal: this.#closing.signal,
      heard: (now) => underway.heard(now),
      stumbled: (failure) =>
        this.#spec.say('stumbled', { id: rollout.id, because: failure.text.en }),
      ...listeningTo(underway, this.#ground, rollout.service),
    })
      .then(async (last) => {
        if (hasEnded(last)) await this.#enter('rollout-ended', summaryOf(last));
        return last;
      })
      .finally(() => this.#underway.delete(rollout.service));
    this.#underway.set(rollout.service, Object.assign(underway, { ended }));
    return underway;
  }

  /** Evidence that is added to a broken chain convinces nobody. */
  #refuseBrokenLedger(): void {
    const found = verifyLedger(this.#spec.folder, this.#spec.environment);
    if (!found.ok) throw brokenLedger(found.line, found.because);
  }

  async #refuseSecond(name: string): Promise<void> {
    const entry = await this.#ports.journal.latest(name);
    const id =
      this.#underway.get(name)?.id ??
      (entry && !hasEnded(entry.rollout) ? entry.rollout.id : undefined);
    if (id === undefined) return;
    throw underwayAlready(name, id);
  }

  #enter(kind: Parameters<typeof enter>[1], body: unknown) {
    return enter(this.#spec, kind, body);
  }
}

/** The reason of every abort by a person. */
export const TAKEN_BACK: Text = { en: 'a person took it back', ko: '사람이 되돌렸다' };

/** What of a person's wishes comes from outside; the reason to abort is always the same. */
export type WishKind = Wish['kind'];
export interface WishInput {
  readonly service: string;
  readonly kind: WishKind;
  /** Whose wish it is: a pseudonym. */
  readonly by: string;
}

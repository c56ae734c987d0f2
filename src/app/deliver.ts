import { randomBytes } from 'node:crypto';
import { type DeliveryPorts, hasEnded, preflight, type Rollout, run, start } from '#delivery';
import { Failure, type Text } from '#kernel';
import { partsOf, type ResolvedService, settleRollout } from '#model';
import type { Layout, Supervisor } from '#runtime';
import { planOf } from './check-plan.ts';
import { loadPlan } from './load-plan.ts';
import { enter, verifyLedger } from './read-ledger.ts';
import { deliveryPorts, planSource, systemClock } from './wire.ts';

export interface DeliverSpec {
  readonly supervisor: Supervisor;
  readonly layout: Layout;
  /** The plan as it stands when something is delivered. */
  readonly file: string;
  readonly folder: string;
  readonly environment: string;
  readonly say: (event: string, details?: object) => void;
}

export interface DeployInput {
  readonly service: string;
  /** Build output to deliver instead of the plan's own folder. */
  readonly from?: string | undefined;
}

/** What `deploy` tells while it runs. */
export type DeployNews =
  | { readonly kind: 'preflight'; readonly lines: readonly Text[] }
  | { readonly kind: 'rollout'; readonly rollout: Rollout };

export type RollbackAnswer =
  | { readonly kind: 'taken-back'; readonly rollout: Rollout }
  | {
      readonly kind: 'rolled-back';
      readonly service: string;
      readonly from: string;
      readonly to: string;
    };

interface Underway {
  readonly id: string;
  readonly ended: Promise<Rollout>;
  wish: Text | undefined;
  heard: (rollout: Rollout) => void;
}

/** The rollouts of one raised system: at most one per service, carried on whoever listens or not. */
export class Deliveries {
  readonly #spec: DeliverSpec;
  readonly #ports: DeliveryPorts;
  readonly #underway = new Map<string, Underway>();
  readonly #closing = new AbortController();

  constructor(spec: DeliverSpec) {
    this.#spec = spec;
    this.#ports = deliveryPorts(spec);
  }

  /** Delivers what the plan and its folder say now. Resolves when the rollout has ended and drained. */
  async deploy(
    { service: name, from }: DeployInput,
    tell: (news: DeployNews) => void,
  ): Promise<Rollout> {
    const { supervisor, say } = this.#spec;
    const service = await this.#serviceNow(name);
    this.#refuseBrokenLedger();
    await this.#refuseSecond(name);
    const stable = supervisor.desireOf(name).stable;
    const release = supervisor.makeRelease(service, from);
    if (release.digest === stable) throw unchanged(name, stable);
    const policy = settleRollout(service);
    const traffic = await this.#ports.driver.describe(name);
    const { lines, warnings, refusals } = preflight({ policy, ...(traffic && { traffic }) });
    tell({ kind: 'preflight', lines: [...lines, ...warnings] });
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
    const rollout = await start(
      {
        id,
        service: name,
        stable,
        candidate: release.digest,
        salt: randomBytes(16).toString('base64url'),
        policy,
        now,
      },
      this.#ports,
    );
    say('rollout', { id, phase: rollout.phase });
    return this.#carry(rollout, (heard) => tell({ kind: 'rollout', rollout: heard }));
  }

  /** Takes a rollout under way back, or puts the release before the present one in force again. */
  async rollback(name: string): Promise<RollbackAnswer> {
    const { supervisor } = this.#spec;
    const desire = supervisor.desireOf(name);
    const underway = this.#underway.get(name);
    if (underway) {
      underway.wish = { en: 'a person took it back', ko: '사람이 되돌렸다' };
      return { kind: 'taken-back', rollout: await underway.ended };
    }
    const { stable, previous, replicas } = desire;
    if (previous === undefined) throw nothingBefore(name);
    await this.#enter('rolled-back', { service: name, from: stable, to: previous });
    await supervisor.change(name, { stable: previous, previous: stable, replicas });
    return { kind: 'rolled-back', service: name, from: stable, to: previous };
  }

  /** Goes on with every rollout that a former supervisor left. */
  async resume(): Promise<void> {
    for (const name of Object.keys(this.#spec.supervisor.status().services)) {
      const entry = await this.#ports.journal.latest(name);
      const left = entry && (!hasEnded(entry.rollout) || entry.pending.length > 0);
      if (!left) continue;
      this.#spec.say('resumed', { id: entry.rollout.id, phase: entry.rollout.phase });
      this.#carry(entry.rollout, () => undefined).catch((cause: unknown) =>
        this.#spec.say('rollout-stopped', { id: entry.rollout.id, because: String(cause) }),
      );
    }
  }

  /** Stops looking; what is under way stays on record for the next supervisor. */
  close(): void {
    this.#closing.abort();
  }

  #carry(rollout: Rollout, heard: (rollout: Rollout) => void): Promise<Rollout> {
    const underway: Underway = {
      id: rollout.id,
      wish: undefined,
      heard,
      ended: Promise.resolve(rollout),
    };
    const ended = run(rollout, this.#ports, {
      clock: systemClock,
      signal: this.#closing.signal,
      heard: (now) => underway.heard(now),
      stumbled: (failure) =>
        this.#spec.say('stumbled', { id: rollout.id, because: failure.text.en }),
      wish: () => underway.wish,
    })
      .then(async (last) => {
        if (hasEnded(last)) await this.#enter('rollout-ended', summaryOf(last));
        return last;
      })
      .finally(() => this.#underway.delete(rollout.service));
    this.#underway.set(rollout.service, Object.assign(underway, { ended }));
    return ended;
  }

  async #serviceNow(name: string): Promise<ResolvedService> {
    const { file, folder, environment, supervisor } = this.#spec;
    const plan = planOf(await loadPlan(planSource, file, folder), environment);
    supervisor.desireOf(name);
    const service = partsOf(plan, 'service').find((one) => one.name === name);
    if (service) return service;
    throw new Failure(
      'app/service-left-the-plan',
      {
        en: `${name} runs, but the plan has it no longer`,
        ko: `${name}은 돌고 있지만 계획에는 더 없다`,
      },
      {
        hint: {
          en: 'Put it back, or `hanok down` and `up`.',
          ko: '계획에 되돌려 넣거나 `hanok down` 뒤 다시 세운다.',
        },
      },
    );
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
    throw new Failure(
      'app/rollout-underway',
      { en: `rollout ${id} of ${name} is under way`, ko: `${name}의 롤아웃 ${id}이 진행 중이다` },
      {
        hint: {
          en: `Watch it with \`hanok rollout show\`, or take it back with \`hanok rollback ${name}\`.`,
          ko: `\`hanok rollout show\`로 보거나 \`hanok rollback ${name}\`으로 되돌린다.`,
        },
        retry: 'later',
      },
    );
  }

  #enter(kind: 'rollout-started' | 'rollout-ended' | 'rolled-back', body: unknown) {
    return enter(this.#spec, kind, body);
  }
}

/** What the ledger keeps of a rollout: the end, and everything its verdict rests on. */
function summaryOf({ id, service, stable, candidate, phase, because, look }: Rollout) {
  const evidence = look?.evidence;
  return { id, service, stable, candidate, phase, because, ...(evidence && { evidence }) };
}

const brokenLedger = (line: number, because: Text) =>
  new Failure(
    'ledger/broken-chain',
    {
      en: `the ledger is broken at line ${line}: ${because.en}`,
      ko: `원장이 ${line}번째 줄에서 깨졌다: ${because.ko}`,
    },
    {
      hint: {
        en: 'Run `hanok ledger verify`, and put back the copy that verifies.',
        ko: '`hanok ledger verify`를 실행하고, 검증되는 사본으로 되돌린다.',
      },
    },
  );

const unchanged = (name: string, digest: string) =>
  new Failure(
    'app/release-unchanged',
    {
      en: `${name} already runs this release (${digest.slice(0, 8)}): same files, configuration and secrets`,
      ko: `${name}은 이미 이 릴리스(${digest.slice(0, 8)})를 돌리고 있다. 파일, 설정, 비밀이 모두 같다`,
    },
    {
      hint: {
        en: 'Build the change first, or name its folder with --from.',
        ko: '먼저 변경을 빌드하거나 --from으로 폴더를 지정한다.',
      },
    },
  );

const nothingBefore = (name: string) =>
  new Failure(
    'app/nothing-to-roll-back',
    { en: `${name} has had no release before this one`, ko: `${name}에는 이전 릴리스가 없다` },
    {
      hint: {
        en: 'Deliver an earlier version with `hanok deploy --from FOLDER`.',
        ko: '`hanok deploy --from 폴더`로 이전 버전을 배포한다.',
      },
    },
  );

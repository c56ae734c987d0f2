import { type Clock, Failure } from '#kernel';
import { awaitEnd, type Launched, launch, stopProcess } from './launch.ts';
import { freePort } from './ports.ts';
import { isAlive, type ProcessIdentity } from './process-identity.ts';
import type { Recipe } from './recipe.ts';
import { decideRestart } from './restart-policy.ts';

export type InstanceState =
  | 'starting'
  | 'ready'
  | 'unready'
  | 'restarting'
  | 'stopping'
  | 'stopped'
  | 'given-up';

/** What is written down of an instance: enough for the next supervisor to know it again. */
export interface InstanceRecord {
  readonly id: string;
  readonly part: string;
  readonly role: 'store' | 'service' | 'gateway';
  readonly side: 'stable' | 'candidate';
  readonly release?: string | undefined;
  readonly port: number;
  readonly process?: ProcessIdentity | undefined;
}

export interface InstanceStatus extends InstanceRecord {
  readonly state: InstanceState;
  readonly restarts: number;
  /** Words for what happened last. */
  readonly because: string;
}

export interface InstanceHooks {
  readonly clock: Clock;
  /** Called before and after every change, so that it is written before anybody acts on it. */
  readonly changed: (instance: Instance) => void;
}

/** One process kept alive. A live handle: `stop` it, and await that. */
export class Instance {
  state: InstanceState = 'starting';
  restarts = 0;
  because = '';
  record: InstanceRecord;
  readonly #recipe: Recipe;
  readonly #hooks: InstanceHooks;
  readonly #closing = new AbortController();
  #everReady = false;
  #ends: number[] = [];
  #loop: Promise<void> | undefined;

  constructor(record: InstanceRecord, recipe: Recipe, hooks: InstanceHooks) {
    this.record = record;
    this.#recipe = recipe;
    this.#hooks = hooks;
  }

  /** Begins to keep it alive; a recorded process that still lives is adopted. Idempotent. */
  start(): void {
    this.#loop ??= this.#keep().catch((cause: unknown) =>
      this.#enter('given-up', cause instanceof Failure ? cause.text.en : String(cause)),
    );
  }

  status(): InstanceStatus {
    return { ...this.record, state: this.state, restarts: this.restarts, because: this.because };
  }

  /** Ends it and its watch. Resolves when the process is gone. Idempotent. */
  async stop(): Promise<void> {
    if (this.state !== 'stopped') this.#enter('stopping', 'asked to stop');
    this.#closing.abort();
    const { process } = this.record;
    if (process) await stopProcess(process, this.#recipe.stop);
    await this.#loop;
    // The loop may have started one more process between our look and its end.
    if (this.record.process && this.record.process !== process)
      await stopProcess(this.record.process, this.#recipe.stop);
    this.record = { ...this.record, process: undefined };
    this.#enter('stopped', 'asked to stop');
  }

  async #keep(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const ended = await this.#live(signal);
      if (signal.aborted) return;
      this.#ends.push(this.#hooks.clock.now());
      const decision = decideRestart(
        { at: this.#ends, everReady: this.#everReady },
        this.#hooks.clock.now(),
      );
      if (decision.do === 'give-up')
        return this.#enter('given-up', `${ended}; ended ${decision.ends} times`);
      this.restarts += 1;
      this.#enter('restarting', ended);
      await this.#hooks.clock.sleep(decision.afterMs, signal);
    }
  }

  /**
   * As `#run`, and a life that trouble cut short has ended like any other: its process goes, and the
   * next one is tried. What asking again cannot mend is thrown.
   */
  async #live(signal: AbortSignal): Promise<string> {
    try {
      return await this.#run(signal);
    } catch (cause) {
      const { process } = this.record;
      if (process) await stopProcess(process, this.#recipe.stop);
      if (cause instanceof Failure && cause.retry === 'no') throw cause;
      return cause instanceof Failure ? cause.text.en : String(cause);
    }
  }

  /** One life: adopt or start, wait until ready, watch until it ends. Answers how it ended. */
  async #run(signal: AbortSignal): Promise<string> {
    const launched = await this.#adoptOrLaunch(signal);
    if (!launched) return 'asked to stop';
    const watching = new AbortController();
    let over = false;
    const ended = launched.ended.then((how) => {
      over = true;
      watching.abort();
      return how;
    });
    const either = AbortSignal.any([signal, watching.signal]);
    const late = await this.#watch(launched.identity, either);
    if (late && !over)
      await stopProcess(launched.identity, { ...this.#recipe.stop, graceMs: 2_000 });
    return late && !signal.aborted ? late : ended;
  }

  /** `undefined` when it was stopped before there was a process; one born meanwhile goes at once. */
  async #adoptOrLaunch(signal: AbortSignal): Promise<Launched | undefined> {
    const known = this.record.process;
    if (known && isAlive(known)) {
      this.#enter(this.state, 'adopted');
      return { identity: known, ended: awaitEnd(known, signal) };
    }
    this.#enter('starting', 'starting');
    await this.#recipe.prepare?.();
    const port =
      this.#recipe.port === 'kept' && this.record.port > 0 ? this.record.port : await freePort();
    if (signal.aborted) return undefined;
    // The port is on record before the process is: a crash in between leaves a marked orphan at most.
    this.record = { ...this.record, port, process: undefined };
    this.#hooks.changed(this);
    const launched = await launch(this.#recipe.launch(port));
    this.record = { ...this.record, process: launched.identity };
    this.#hooks.changed(this);
    if (signal.aborted) await stopProcess(launched.identity, this.#recipe.stop);
    return launched;
  }

  /** Follows readiness until the signal; answers words when the start took too long. */
  async #watch(process: ProcessIdentity, signal: AbortSignal): Promise<string | undefined> {
    const { clock } = this.#hooks;
    const late = clock.now() + this.#recipe.startWithinMs;
    let settled = false;
    while (!signal.aborted && isAlive(process)) {
      const ready = await this.#recipe.isReady(this.record.port);
      if (signal.aborted) return undefined;
      settled ||= ready && (await this.#settle());
      if (settled) this.#note(ready);
      else if (clock.now() > late)
        return `not ready within ${this.#recipe.startWithinMs / 1_000} s`;
      await clock.sleep(settled ? 500 : 25, signal);
    }
    return undefined;
  }

  async #settle(): Promise<true> {
    await this.#recipe.settle?.(this.record.port);
    this.#everReady = true;
    return true;
  }

  #note(ready: boolean): void {
    const state = ready ? 'ready' : 'unready';
    if (state !== this.state) this.#enter(state, ready ? 'ready' : 'not ready');
  }

  #enter(state: InstanceState, because: string): void {
    this.state = state;
    this.because = because;
    this.#hooks.changed(this);
  }
}

import type { Entry, Incidents, Journal, Look, Rollout } from '#delivery';
import { type Text, toCanonical } from '#kernel';

/** Keeps JSON, like a file would: what comes out is never the object that went in. */
export class FakeJournal implements Journal {
  readonly #entries = new Map<string, string>();
  readonly #looks = new Map<string, string[]>();

  async record(entry: Entry): Promise<void> {
    this.#entries.set(entry.rollout.id, JSON.stringify(entry));
  }

  async keep(id: string, look: Look): Promise<void> {
    const kept = this.#looks.get(id) ?? [];
    const words = toCanonical(look);
    if (!kept.includes(words)) this.#looks.set(id, [...kept, words]);
  }

  async load(id: string): Promise<Entry | undefined> {
    const words = this.#entries.get(id);
    return words === undefined ? undefined : (JSON.parse(words) as Entry);
  }

  async latest(service: string): Promise<Entry | undefined> {
    const entries = [...this.#entries.values()].map((words) => JSON.parse(words) as Entry);
    return entries
      .filter(({ rollout }) => rollout.service === service)
      .sort((a, b) => b.rollout.startedAt - a.rollout.startedAt)[0];
  }

  async looks(id: string): Promise<readonly Look[]> {
    return (this.#looks.get(id) ?? []).map((words) => JSON.parse(words) as Look);
  }
}

/** Remembers what was opened, once for each rollout. */
export class FakeIncidents implements Incidents {
  readonly opened = new Map<string, Text>();

  async open(rollout: Rollout, because: Text): Promise<void> {
    if (!this.opened.has(rollout.id)) this.opened.set(rollout.id, because);
  }
}

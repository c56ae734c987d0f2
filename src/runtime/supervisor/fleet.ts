import { randomBytes } from 'node:crypto';
import { Instance, type InstanceHooks, type InstanceRecord } from './instance.ts';
import type { Recipe } from './recipe.ts';

/** Makes the recipe that a record is kept alive by. */
export type RecipeOf = (record: InstanceRecord) => Recipe;

/** What an instance is besides its number. */
export type Kind = Pick<InstanceRecord, 'part' | 'role' | 'side' | 'release'>;

/** All instances of a system: found by kind, added and taken away one at a time. */
export class Fleet {
  readonly #members = new Map<string, Instance>();
  readonly #recipeOf: RecipeOf;
  readonly #hooks: InstanceHooks;

  constructor(recipeOf: RecipeOf, hooks: InstanceHooks) {
    this.#recipeOf = recipeOf;
    this.#hooks = hooks;
  }

  get members(): readonly Instance[] {
    return [...this.#members.values()];
  }

  records(): readonly InstanceRecord[] {
    return this.members.map((member) => member.record);
  }

  of(kind: Partial<Kind>): readonly Instance[] {
    const wanted = Object.entries(kind);
    return this.members.filter(({ record }) =>
      wanted.every(([key, value]) => record[key as keyof Kind] === value),
    );
  }

  /** Takes over what a record says; its process is adopted if it lives. */
  adopt(record: InstanceRecord): Instance {
    const instance = new Instance(record, this.#recipeOf(record), this.#hooks);
    this.#members.set(record.id, instance);
    instance.start();
    return instance;
  }

  /** One more. `port` 0 lets the recipe choose. */
  add(kind: Kind, port = 0): Instance {
    const id =
      kind.role === 'service' ? `${kind.part}-${randomBytes(3).toString('hex')}` : kind.part;
    return this.adopt({ id, ...kind, port });
  }

  /** Ends one and forgets it. Resolves when its process is gone. */
  async remove(instance: Instance): Promise<void> {
    await instance.stop();
    this.#members.delete(instance.record.id);
    // Or the next supervisor would start it again from the record.
    this.#hooks.changed(instance);
  }

  /** The same process under another side: what a promotion does. */
  turn(instance: Instance, side: InstanceRecord['side']): void {
    instance.record = { ...instance.record, side };
    this.#hooks.changed(instance);
  }
}

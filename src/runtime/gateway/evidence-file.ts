import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { appendFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '#kernel';
import { say } from './say.ts';
import type { RolloutBook, TallyRecord, Unit } from './tally.ts';

const EVERY_MS = 250;

interface Kept {
  readonly version: 1;
  /** How much of the file of clients belongs to this tally; what follows is of a torn write. */
  readonly clientBytes: number;
  readonly tally: TallyRecord;
}

/**
 * Keeps a rollout's book over a crash of the process: the tally in one file, replaced atomically
 * four times a second while it changes, and beside it a list of the counted clients that only grows.
 * Writes are not flushed to the disk: a dead process loses nothing by that, a dead machine a little.
 */
export class EvidenceFile {
  readonly #path: string;
  readonly #book: RolloutBook;
  readonly #clock: Clock;
  readonly #timer: NodeJS.Timeout;
  #lines: string[] = [];
  #clientBytes = 0;
  #keptChanges = -1;
  #writing: Promise<void> | undefined;

  /** Loads what the file holds of the same rollout into `book`, then keeps it. */
  constructor(path: string, book: RolloutBook, clock: Clock) {
    this.#path = path;
    this.#book = book;
    this.#clock = clock;
    this.#clientBytes = loadOrSay(path, book);
    book.onClient = (unit) => this.#lines.push(toLine(unit));
    this.#timer = setInterval(() => {
      this.#writing ??= this.#keep().finally(() => {
        this.#writing = undefined;
      });
    }, EVERY_MS).unref();
  }

  /** Writes what is left and stops. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#book.onClient = undefined;
    await this.#writing;
    await this.#keep();
  }

  async #keep(): Promise<void> {
    this.#book.mature(this.#clock.now());
    if (this.#book.changes === this.#keptChanges) return;
    const lines = this.#lines.join('');
    const changes = this.#book.changes;
    const clientBytes = this.#clientBytes + Buffer.byteLength(lines);
    const words = JSON.stringify({ version: 1, clientBytes, tally: this.#book.toRecord() });
    try {
      // Clients first: a tally must never count a client that the list has lost.
      if (lines !== '') await this.#append(lines);
      this.#clientBytes = clientBytes;
      await writeFile(`${this.#path}.tmp`, words, { mode: 0o600 });
      await rename(`${this.#path}.tmp`, this.#path);
      this.#keptChanges = changes;
    } catch (error) {
      say('evidence-not-kept', { reason: String(error) });
    }
  }

  async #append(lines: string): Promise<void> {
    const written = this.#lines.length;
    await appendFile(clientsPath(this.#path), lines, { mode: 0o600 });
    this.#lines = this.#lines.slice(written);
  }
}

const clientsPath = (path: string): string => `${path}.clients`;

/** A disk that says no must not end a process that carries traffic: it goes on in memory, and says so. */
function loadOrSay(path: string, book: RolloutBook): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return load(path, book);
  } catch (error) {
    say('evidence-not-kept', { reason: String(error) });
    return 0;
  }
}

/** The bytes of the list of clients that are in force. */
function load(path: string, book: RolloutBook): number {
  const kept = read(path, book);
  if (!kept) {
    writeFileSync(clientsPath(path), '', { mode: 0o600 });
    return 0;
  }
  book.restore(kept.tally);
  if (!existsSync(clientsPath(path))) appendFileSync(clientsPath(path), '', { mode: 0o600 });
  truncateSync(clientsPath(path), kept.clientBytes);
  for (const line of readFileSync(clientsPath(path), 'latin1').split('\n')) {
    const client = fromLine(line);
    if (client) book.restoreClient(client.name, client);
  }
  return kept.clientBytes;
}

function read(path: string, book: RolloutBook): Kept | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Kept;
    if (kept.version !== 1) throw new Error('unknown version');
    return isSame(kept.tally, book) ? kept : undefined;
  } catch (error) {
    // Counting anew is honest, silently dropping evidence is not: the file stays for a person.
    say('evidence-unreadable', { path, reason: String(error) });
    renameSync(path, `${path}.unreadable`);
    return undefined;
  }
}

const isSame = (tally: TallyRecord, book: RolloutBook): boolean =>
  tally.rollout === book.rollout &&
  tally.predicates.join(' ') === book.predicates.map((predicate) => predicate.id).join(' ');

const toLine = (unit: Unit): string =>
  `${unit.client} ${unit.step} ${unit.side} ${unit.begunAt} ${unit.bad}\n`;

function fromLine(line: string) {
  const [name, step, side, begunAt, bad] = line.split(' ');
  if (name === undefined || (side !== 'stable' && side !== 'candidate')) return undefined;
  return { name, side, step: Number(step), begunAt: Number(begunAt), bad: Number(bad) } as const;
}

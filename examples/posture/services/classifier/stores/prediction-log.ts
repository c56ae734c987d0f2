import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { type Log, reasonOf } from '../log.ts';
import type { Metrics } from '../metrics.ts';

export interface LoggedPrediction {
  readonly time: Date;
  readonly pseudonym: string;
  readonly modelVersion: string;
  readonly label: string;
  readonly probability: number;
  readonly latencyUs: number;
}

export interface PredictionLog {
  /** False when the queue is full: the caller must refuse, for an answer without a row is a lost row. */
  add(prediction: LoggedPrediction): boolean;
  latest(pseudonym: string, limit: number): Promise<readonly Omit<LoggedPrediction, 'pseudonym'>[]>;
  /** Writes what is queued, or gives up at the deadline; resolves with the rows not written. */
  close(withinMs: number): Promise<number>;
}

type Row = LoggedPrediction & { readonly id: string };

const CAPACITY = 20_000;
const BATCH = 1_000;
const WAIT_MS = 50;
const RETRY_MS = 250;

// One statement writes rows and hourly counts together; a batch sent twice counts once, because only
// rows that were really inserted are counted. Counts in key order keep two instances from deadlock.
const INSERT = `
  with inserted as (
    insert into predictions
      (id, time, pseudonym, model_version, label, probability, latency_us, release)
    select *, $8::text from unnest
      ($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::real[], $7::int[])
    on conflict (id) do nothing
    returning time, model_version, label
  )
  insert into model_hours (hour, version, label, predictions)
  select date_trunc('hour', time), model_version, label, count(*) from inserted
  group by 1, 2, 3 order by 1, 2, 3
  on conflict (hour, version, label)
  do update set predictions = model_hours.predictions + excluded.predictions`;

const LATEST = `
  select time, model_version as "modelVersion", label, probability, latency_us as "latencyUs"
  from predictions where pseudonym = $1 order by time desc limit $2`;

export function openPredictionLog(
  pool: Pool,
  { release, log, metrics }: { release: string; log: Log; metrics: Metrics },
): PredictionLog {
  let queue: Row[] = [];
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStuck = false;
  const { written, retries } = openMeters(metrics, () => queue.length);

  const write = async () => {
    const batch = queue.slice(0, BATCH);
    try {
      await pool.query(INSERT, [...columnsOf(batch), release]);
      queue = queue.slice(batch.length);
      written.add({}, batch.length);
      if (isStuck) log('info', 'prediction rows are written again', { rows: queue.length });
      isStuck = false;
    } catch (error) {
      retries.add();
      if (!isStuck) log('warn', 'prediction rows wait', { reason: reasonOf(error) });
      isStuck = true;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };
  const writeAll = async () => {
    while (queue.length > 0) await write();
    writing = undefined;
  };
  const start = () => {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeAll();
    return writing;
  };

  return {
    add(prediction) {
      if (queue.length >= CAPACITY) return false;
      queue.push({ ...prediction, id: randomUUID() });
      if (!writing) timer ??= setTimeout(start, WAIT_MS);
      return true;
    },
    latest: async (pseudonym, limit) => (await pool.query(LATEST, [pseudonym, limit])).rows,
    async close(withinMs) {
      const deadline = new Promise((resolve) => setTimeout(resolve, withinMs).unref());
      await Promise.race([start(), deadline]);
      return queue.length;
    },
  };
}

function columnsOf(rows: readonly Row[]): unknown[][] {
  const keys = [
    'id',
    'time',
    'pseudonym',
    'modelVersion',
    'label',
    'probability',
    'latencyUs',
  ] as const;
  return keys.map((key) => rows.map((row) => row[key]));
}

function openMeters(metrics: Metrics, depth: () => number) {
  metrics.gauge('posture_queue_depth', 'Prediction rows not yet in the database.', () => [
    [{}, depth()],
  ]);
  return {
    written: metrics.counter('posture_rows_written_total', 'Prediction rows in the database.'),
    retries: metrics.counter('posture_row_retries_total', 'Batches that had to be sent again.'),
  };
}

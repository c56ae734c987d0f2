import type { Pool } from 'pg';
import type { Model } from '../model/library.ts';

const INSERT = `
  insert into model_performance (version, digest, balanced_accuracy, confusion)
  values ($1, $2, $3, $4) on conflict (version, digest) do nothing`;

/** Writes what was measured at training, once for each model file. */
export async function recordPerformance(pool: Pool, models: Iterable<Model>): Promise<void> {
  for (const { forest, digest, measured } of models)
    await pool.query(INSERT, [
      forest.version,
      digest,
      measured?.balancedAccuracy ?? null,
      measured ? JSON.stringify(measured.confusion) : null,
    ]);
}

/** Longer than any healthy store needs; beyond it the caller goes on without. */
const PATIENCE_MS = 500;

/** Rejects when an answer takes too long, as it does when a store hangs rather than dies. */
export function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

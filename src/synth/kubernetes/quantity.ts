const STEPS = [
  ['Ti', 2 ** 40],
  ['Gi', 2 ** 30],
  ['G', 1e9],
  ['Mi', 2 ** 20],
  ['M', 1e6],
  ['Ki', 2 ** 10],
  ['k', 1e3],
] as const;

/** Bytes as Kubernetes writes them: in the largest unit that leaves nothing over. */
export function memory(bytes: number): string {
  for (const [unit, size] of STEPS)
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${unit}`;
  return String(Math.ceil(bytes));
}

/** Cores as Kubernetes writes them: whole ones as they are, else thousandths, rounded up. */
export const cpu = (cores: number): string =>
  Number.isInteger(cores) ? String(cores) : `${Math.ceil(Number((cores * 1_000).toFixed(3)))}m`;

/** Whole seconds, rounded up: a probe or a grace period knows no smaller ones. */
export const seconds = (milliseconds: number): number => Math.ceil(milliseconds / 1_000);

/** A length of time as the Gateway API and Istio write it. */
export const duration = (milliseconds: number): string =>
  milliseconds % 1_000 === 0 ? `${milliseconds / 1_000}s` : `${milliseconds}ms`;

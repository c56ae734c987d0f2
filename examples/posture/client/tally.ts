export type FailureKind = 'gateway' | 'closed' | 'late' | 'refused' | 'no-close-frame';

export interface PlayFailure {
  readonly at: string;
  readonly kind: FailureKind;
  readonly detail: string;
}

/** What came of a play. A 5xx of the application is in `byStatus`; one of the gateway is a failure. */
export interface Played {
  readonly sent: number;
  /** Whole answers of the application, whatever their status. */
  readonly answered: number;
  readonly failed: readonly PlayFailure[];
  /** By HTTP status; over WebSocket `ws-ok` or `ws-` and the error's code. */
  readonly byStatus: Readonly<Record<string, number>>;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number };
  readonly byModelVersion: Readonly<Record<string, number>>;
  readonly reconnects: number;
}

/** Counts while a play goes on. */
export interface Tally {
  sent(): void;
  answered(answer: { status: string; ms: number; modelVersion?: unknown }): void;
  failed(kind: FailureKind, detail: string): void;
  reconnected(): void;
  total(): Played;
}

export function openTally(): Tally {
  const latencies: number[] = [];
  const failures: PlayFailure[] = [];
  const byStatus: Record<string, number> = {};
  const byModelVersion: Record<string, number> = {};
  let [sent, reconnects] = [0, 0];
  return {
    sent: () => {
      sent++;
    },
    answered({ status, ms, modelVersion }) {
      latencies.push(ms);
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      if (typeof modelVersion === 'string')
        byModelVersion[modelVersion] = (byModelVersion[modelVersion] ?? 0) + 1;
    },
    failed: (kind, detail) => {
      failures.push({ at: new Date().toISOString(), kind, detail });
    },
    reconnected: () => {
      reconnects++;
    },
    total: () => ({
      sent,
      answered: latencies.length,
      failed: [...failures],
      byStatus: { ...byStatus },
      latencyMs: percentilesOf(latencies),
      byModelVersion: { ...byModelVersion },
      reconnects,
    }),
  };
}

/** Zero without a single answer. */
function percentilesOf(latencies: readonly number[]): Played['latencyMs'] {
  const sorted = Float64Array.from(latencies).sort();
  const rank = (share: number) => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return Number(value.toFixed(2));
  };
  return { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99) };
}

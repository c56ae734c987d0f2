import type { Played } from '../../examples/posture/client/tally.ts';
import { ask } from './hanok.ts';
import { say, tell } from './say.ts';

export interface Proof {
  readonly holds: boolean;
  readonly words: { readonly en: string; readonly ko: string };
}

interface Side {
  readonly units: number;
  readonly bad: Readonly<Record<string, number>>;
}
interface Ended {
  readonly id: string;
  readonly phase: string;
  readonly evidence?: {
    readonly logE: number;
    readonly measured: {
      readonly steps: readonly { weight: number; stable: Side; candidate: Side }[];
    };
  };
}
interface Entry {
  readonly number: number;
  readonly kind: string;
  readonly body: Ended;
}

/** Reads what was recorded and what the clients saw, and prints each claim with its figures. */
export async function prove(played: Played, address: string): Promise<readonly Proof[]> {
  const entries = await ask<Entry[]>(['ledger']);
  const verified = await ask<{ ok: boolean; entries: number }>(['ledger', 'verify']);
  const [good, bad] = entries.filter((entry) => entry.kind === 'rollout-ended').slice(-2);
  const proofs: Proof[] = [
    {
      holds: good?.body.phase === 'promoted',
      words: {
        en: `the good release was ${good?.body.phase}`,
        ko: `좋은 릴리스: ${good?.body.phase}`,
      },
    },
    {
      holds: bad?.body.phase === 'taken-back' && (bad.body.evidence?.logE ?? 0) >= Math.log(100),
      words: evidenceWords(bad),
    },
    {
      holds: played.failed.length === 0 && played.sent > 1_000,
      words: {
        en: `${played.sent} windows sent, ${played.failed.length} requests lost; statuses ${JSON.stringify(played.byStatus)}`,
        ko: `창 ${played.sent}개를 보내 잃은 요청 ${played.failed.length}개; 상태 ${JSON.stringify(played.byStatus)}`,
      },
    },
    {
      holds: verified.ok,
      words: {
        en: `the ledger's ${verified.entries} entries follow one another`,
        ko: `원장의 ${verified.entries}개 항목이 서로 이어진다`,
      },
    },
  ];
  say({ en: 'What was proved', ko: '증명한 것' });
  for (const { holds, words } of proofs)
    process.stdout.write(`  ${holds ? '✓' : '✗'} ${tell(words)}\n`);
  for (const failure of played.failed.slice(0, 5))
    process.stdout.write(`    ${JSON.stringify(failure)}\n`);
  say({ en: `Address: ${address}`, ko: `주소: ${address}` });
  return proofs;
}

/** Bad units per side, weights and E at the decision, from the ledger's own entry. */
function evidenceWords(entry: Entry | undefined): Proof['words'] {
  const steps = entry?.body.evidence?.measured.steps ?? [];
  const bad = (side: Side) => Object.values(side.bad).reduce((sum, one) => sum + one, 0);
  const told = steps
    .filter(({ weight }) => weight > 0)
    .map(
      ({ weight, stable, candidate }) =>
        `${weight} %: ${bad(candidate)}/${candidate.units} · ${bad(stable)}/${stable.units}`,
    )
    .join('; ');
  const e = Math.exp(entry?.body.evidence?.logE ?? 0).toPrecision(3);
  return {
    en: `the bad release was ${entry?.body.phase} (ledger entry ${entry?.number}: bad/units, candidate · stable at ${told}; E = ${e}, limit 100)`,
    ko: `나쁜 릴리스: ${entry?.body.phase} (원장 ${entry?.number}번: 불량/단위, 후보 · 안정 ${told}; E = ${e}, 한계 100)`,
  };
}

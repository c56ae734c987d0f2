import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkPlan, loadPlan, planSource } from '#app';

const folder = new URL('../examples/posture/', import.meta.url).pathname;
const errorsOf = async (file: string) => {
  const report = checkPlan(await loadPlan(planSource, file, folder), undefined);
  return report.environments
    .flatMap((one) => one.findings)
    .filter((finding) => finding.severity === 'error');
};

it('finds no error in the repaired posture plan, in any environment', async () => {
  expect(await errorsOf('hanok.plan.ts')).toEqual([]);
});

// The faults of the document, each by the rule that sees it and the document line it must name.
it.each([
  [
    'a recovery point of 1 h under a daily backup',
    'recovery/point-is-covered',
    ['document.md:101', 'document.md:105'],
  ],
  [
    'a load balancer that is itself the single point of failure',
    'availability/entry-survives-a-loss',
    ['document.md:109', 'document.md:12'],
  ],
  [
    'zones that are promised and not drawn',
    'availability/stated-spread-is-drawn',
    ['document.md:107'],
  ],
  [
    'replicas that are promised and not drawn',
    'availability/stated-spread-is-drawn',
    ['document.md:91'],
  ],
  ['a model that nothing backs up', 'recovery/store-has-backup', ['document.md:104']],
  ['pickle as model format', 'security/model-format-is-safe', ['document.md:57']],
  [
    'a deployment without test, approval and way back',
    'delivery/rollout-has-a-gate',
    ['document.md:73'],
  ],
  ['WebSocket sessions that a deploy cuts', 'delivery/drains-before-stop', ['document.md:42']],
  [
    'real time without a number',
    'consistency/real-time-is-measurable',
    ['document.md:7', 'document.md:46'],
  ],
  [
    'a database without size and version',
    'consistency/nothing-needed-is-unsaid',
    ['document.md:14'],
  ],
  [
    'monitoring that cannot call anybody',
    'observability/alerts-reach-someone',
    ['document.md:62', 'document.md:63'],
  ],
])('sees in the document as written: %s', async (_, code, lines) => {
  const found = (await errorsOf('as-written.plan.ts')).filter((finding) => finding.code === code);
  expect(found.some((finding) => lines.every((line) => finding.document?.includes(line)))).toBe(
    true,
  );
});

it('cites only lines of the document that state something', async () => {
  const document = readFileSync(`${folder}document.md`, 'utf8').split('\n');
  const cited = (await errorsOf('as-written.plan.ts')).flatMap((finding) => finding.document ?? []);
  expect(cited.length).toBeGreaterThan(10);
  for (const line of cited) expect(document[Number(line.split(':')[1]) - 1]).toMatch(/^- \S/);
});

// One size in a process of its own, so that its memory is its own: `check-child.ts SERVICES`.
import { check, rules } from '#check';
import { resolve } from '#model';
import { syntheticPlan } from './check-plan.ts';

const RUNS = 7;
const services = Number(process.argv[2]);

const began = performance.now();
const { plan, findings } = resolve(syntheticPlan(services), 'production');
if (!plan) throw new Error(`the synthetic plan is malformed: ${findings[0]?.message.en}`);
const loadMs = performance.now() - began;

globalThis.gc?.();
const before = process.memoryUsage().rss;
const first = performance.now();
const found = check(plan, rules).findings.length;
const times = [performance.now() - first];
const grown = process.resourceUsage().maxRSS * 1_024 - before;
while (times.length < RUNS) {
  const at = performance.now();
  check(plan, rules);
  times.push(performance.now() - at);
}
process.stdout.write(
  JSON.stringify({
    services,
    parts: plan.parts.length,
    loadMs,
    times,
    grown: Math.max(0, grown),
    found,
  }),
);

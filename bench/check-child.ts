// One size in a process of its own, so that its memory is its own: `check-child.ts SERVICES`.
import { check, collectFacts, rules } from '#check';
import { resolve } from '#model';
import { syntheticPlan } from './check-plan.ts';

const RUNS = 5;
const services = Number(process.argv[2]);

const began = performance.now();
const { plan, findings } = resolve(syntheticPlan(services), 'production');
if (!plan) throw new Error(`the synthetic plan is malformed: ${findings[0]?.message.en}`);
const loadMs = performance.now() - began;

const first = performance.now();
const found = check(plan, rules).findings.length;
const times = [performance.now() - first];
const peak = process.resourceUsage().maxRSS * 1_024;
while (times.length < RUNS) {
  const at = performance.now();
  check(plan, rules);
  times.push(performance.now() - at);
}
// Which rule decides: each once over the same facts.
const subject = { plan, facts: collectFacts(plan), asOf: plan.asOf };
const perRule = rules.map((rule) => {
  const at = performance.now();
  rule.check(subject, () => undefined);
  return { id: rule.id, ms: performance.now() - at };
});
const [slowest] = perRule.sort((a, b) => b.ms - a.ms);
process.stdout.write(
  JSON.stringify({ services, parts: plan.parts.length, loadMs, times, peak, found, slowest }),
);

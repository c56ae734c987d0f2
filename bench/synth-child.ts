// One size in a process of its own, so that its memory is its own: `synth-child.ts SERVICES [TARGET]`.
const began = performance.now();
const { NO_LOCK, synthesise, TARGETS } = await import('#synth');
const libraryMs = performance.now() - began;
const { plansFor } = await import('./synth-plan.ts');

const RUNS = 5;
const [services, only] = [Number(process.argv[2]), process.argv[3]];
const plans = plansFor(services, only === 'kubernetes' ? ['production'] : undefined);
const targets = TARGETS.filter(({ name }) => only === undefined || name === only);

/** Everything that is written, as text. */
function write() {
  const { files, findings } = synthesise({ plans, targets, lock: NO_LOCK, folder: '/nowhere' });
  const texts = files.map((file) => file.text());
  return { files, findings, texts };
}

const times: number[] = [];
let peak = 0;
let last = { files: 0, bytes: 0, objects: 0, findings: 0 };
while (times.length < RUNS) {
  const at = performance.now();
  const { files, findings, texts } = write();
  times.push(performance.now() - at);
  if (times.length > 1) continue;
  peak = process.resourceUsage().maxRSS * 1_024;
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  const objects = texts.reduce((sum, text) => sum + (text.match(/^kind: /gm)?.length ?? 0), 0);
  last = { files: files.length, bytes, objects, findings: findings.length };
}
process.stdout.write(JSON.stringify({ services, libraryMs, times, peak, ...last }));

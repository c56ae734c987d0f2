// One size in a process of its own, so that its memory is its own: `synth-child.ts SERVICES [TARGET]`.
const began = performance.now();
const { NO_LOCK, synthesise, TARGETS } = await import('#synth');
const libraryMs = performance.now() - began;
const { plansFor } = await import('./synth-plan.ts');

const [services, only] = [Number(process.argv[2]), process.argv[3]];
const RUNS = services < 10_000 ? 5 : 2;
// The environment on a cluster, in the cloud: what most targets have a use for.
const plans = plansFor(services, ['production']);
const targets = TARGETS.filter(({ name }) => only === undefined || name === only);

interface Written {
  files: number;
  bytes: number;
  objects: number;
  findings: number;
}

/** Everything that is written, as text; one file at a time, as it goes to disk. */
function write(count: (text: string) => number): Written {
  const { files, findings } = synthesise({ plans, targets, lock: NO_LOCK, folder: '/nowhere' });
  const written = { files: files.length, bytes: 0, objects: 0, findings: findings.length };
  for (const file of files) {
    const text = file.text();
    written.bytes += text.length;
    written.objects += count(text);
  }
  return written;
}

const times: number[] = [];
while (times.length < RUNS) {
  const at = performance.now();
  write(() => 0);
  times.push(performance.now() - at);
}
const peak = process.resourceUsage().maxRSS * 1_024;
const last = write((text) => text.match(/^kind: /gm)?.length ?? 0);
process.stdout.write(JSON.stringify({ services, libraryMs, times, peak, ...last }));

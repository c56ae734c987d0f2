// One size in a process of its own, so that its memory is its own: `synth-child.ts SERVICES [TARGET]`.
const began = performance.now();
const { NO_LOCK, TARGETS, writeDown } = await import('#synth');
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

/** Everything that is written, as text: what `hanok synth` compares with the disk. */
function write(count: (text: string) => number): Written {
  const { texts, findings } = writeDown({ plans, targets, lock: NO_LOCK, folder: '/nowhere' });
  const written = { files: texts.size, bytes: 0, objects: 0, findings: findings.length };
  for (const text of texts.values()) {
    written.bytes += text.length;
    written.objects += count(text);
  }
  return written;
}

const times: number[] = [];
/** After the first run: a command makes one. */
let peak = 0;
while (times.length < RUNS) {
  const at = performance.now();
  write(() => 0);
  times.push(performance.now() - at);
  peak ||= process.resourceUsage().maxRSS * 1_024;
}
const last = write((text) => text.match(/^kind: /gm)?.length ?? 0);
process.stdout.write(JSON.stringify({ services, libraryMs, times, peak, ...last }));

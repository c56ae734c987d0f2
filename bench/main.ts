// `npm run bench [-- NAME …] [--json] [--quick]`: prints medians, asserts nothing.
import { cpus, totalmem } from 'node:os';
import type { Bench, Figure } from './bench.ts';

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  startup: async () => (await import('./startup.ts')).startupBench,
  rollout: async () => (await import('./rollout.ts')).rolloutBench,
  delivery: async () => (await import('./delivery.ts')).deliveryBench,
  preflight: async () => (await import('./preflight.ts')).preflightBench,
  check: async () => (await import('./check.ts')).checkBench,
  synth: async () => (await import('./synth.ts')).synthBench,
  gateway: async () => (await import('./gateway.ts')).gatewayBench,
  deploys: async () => (await import('./deploys.ts')).deploysBench,
  mutants: async () => (await import('./mutants.ts')).mutantsBench,
  posture: async () => (await import('./posture.ts')).postureBench,
};

const words = process.argv.slice(2).filter((word) => word !== '--');
const json = words.includes('--json');
const names = words.filter((word) => !word.startsWith('--'));
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));

if (unknown.length > 0) {
  process.stderr.write(
    `no bench ${unknown.join(', ')}; there is ${Object.keys(BENCHES).join(', ')}\n`,
  );
  process.exitCode = 2;
} else await runAll(names.length > 0 ? names : Object.keys(BENCHES));

async function runAll(chosen: readonly string[]): Promise<void> {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const results: { bench: string; figures: readonly Figure[] }[] = [];
  for (const name of chosen) {
    const bench = await BENCHES[name]?.();
    if (!bench) continue;
    process.stderr.write(`${bench.title} …\n`);
    results.push({
      bench: name,
      figures: await bench.run((line) => process.stderr.write(`  ${line}\n`)),
    });
    if (!json) process.stdout.write(`${print(bench, results.at(-1)?.figures ?? [])}\n`);
  }
  process.stdout.write(
    json ? `${JSON.stringify({ machine, results }, null, 2)}\n` : `${machine}\n`,
  );
}

function print(bench: Bench, figures: readonly Figure[]): string {
  if (bench.print) return `${bench.title}\n${bench.print(figures)}`;
  const lines = figures.map(({ name, value, unit, goal, note }) => {
    const number = Number.isInteger(value) ? value.toLocaleString('en') : value.toPrecision(4);
    return `  ${name.padEnd(58)} ${number.padStart(10)} ${unit.padEnd(9)}${goal ? ` (goal: ${goal})` : ''}${note ? `  ${note}` : ''}`;
  });
  return [bench.title, ...lines, ''].join('\n');
}

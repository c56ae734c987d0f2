import { printMoney, printSize, printSpan } from '#kernel';
import type { Fact } from '#model';

const SPAN =
  /(^|[.])(time|point|p50|p95|p99|timeout|keep|retention|erasure|bake|horizon|holdFor|drain|within|every|everyMs|for|slowerThan|rotate|access|refresh|expires|after|term|visibility|keepAlive|maxLag|lagAbove|deployment|certificateWithin)$/;
const SIZE =
  /(^|[.])(memory|storage|maxStorage|disk|heap|perDay|maxBody|maxSize|sharedBuffers|effectiveCache|workMem|maintenanceWorkMem)$/;
const PERCENT =
  /(^|[.])(availability|errorsAbove|cpuAbove|memoryAbove|diskAbove|hitRatio|saves|percent|alertAt|budgetAbove|tolerance)$/;
const MONEY = /(^|[.])(low|high|monthly)$/;

/** A value in the unit a person would write it in. */
export function printValue({ attribute, value }: Fact): string {
  if (typeof value !== 'number') return Array.isArray(value) ? value.join(', ') : String(value);
  if (SIZE.test(attribute)) return printSize(value);
  if (SPAN.test(attribute)) return printSpan(value);
  if (PERCENT.test(attribute)) return `${value} %`;
  return MONEY.test(attribute) ? printMoney(value) : String(value);
}

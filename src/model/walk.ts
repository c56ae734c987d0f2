import { isName, withParticle } from '#kernel';
import { isAuthored, type Part } from './part.ts';
import { PART_KINDS } from './part-reader.ts';
import { expected, type Reading, refuse } from './shape.ts';

const PARTS = PART_KINDS;

/**
 * Every part reachable from the roots, what is needed before what needs it. Reports malformed and
 * duplicate names and cycles.
 */
export function walk(roots: unknown, reading: Reading): readonly Part[] {
  const found = new Set<Part>();
  for (const root of readRoots(roots, reading)) visit(root, [], found, reading);
  const parts = [...found];
  for (const part of parts) if (!isName(part.name)) reportName(part, reading);
  parts.forEach((part, index) => {
    const twin = parts.slice(0, index).find((other) => other.name === part.name);
    if (twin) reportDuplicate(part, twin, reading);
  });
  return parts;
}

function readRoots(roots: unknown, reading: Reading): readonly Part[] {
  // A missing key has been reported by the reader of the plan.
  if (roots === undefined) return [];
  if (!Array.isArray(roots)) {
    refuse(
      'plan/bad-value',
      { ...reading, path: 'roots' },
      expected(roots, { en: 'a list of roots', ko: '루트 목록' }),
    );
    return [];
  }
  return roots.filter((root, index): root is Part => {
    if (isAuthored(root, ...PARTS)) return true;
    const what = { en: 'a gateway, a service or a store', ko: '게이트웨이, 서비스 또는 저장소' };
    refuse('plan/wrong-kind', { ...reading, path: `roots[${index}]` }, expected(root, what));
    return false;
  });
}

function visit(part: Part, path: readonly Part[], found: Set<Part>, reading: Reading): void {
  if (found.has(part)) return;
  if (path.includes(part)) {
    reportCycle([...path.slice(path.indexOf(part)), part], reading);
    return;
  }
  for (const next of neighbours(part)) visit(next, [...path, part], found, reading);
  found.add(part);
}

/** What a part leads to: routes and origins, links and secrets, files served, its keys. */
function neighbours(part: Part): readonly Part[] {
  const spec = (part.spec ?? {}) as Readonly<Record<string, unknown>>;
  const tokens = spec.tokens as { readonly key?: unknown } | null | undefined;
  const single = [spec.serves, spec.key, tokens?.key];
  const edges: unknown[] = [spec.routes, spec.origins, spec.uses, single].flat();
  const ends = edges.map((edge) =>
    isAuthored(edge, 'route', 'link') ? (edge.spec as { to?: unknown } | null)?.to : edge,
  );
  return ends.filter((end): end is Part => isAuthored(end, ...PARTS));
}

function reportCycle(cycle: readonly Part[], reading: Reading): void {
  const names = cycle.map((part) => part.name).join(' → ');
  const spot = { ...reading, at: cycle[0]?.at ?? reading.at, path: `parts.${cycle[0]?.name}` };
  refuse('plan/cycle', spot, {
    en: `these need one another, so none can start first: ${names}`,
    ko: `서로가 서로를 필요로 해 먼저 시작할 수 있는 것이 없다: ${names}`,
  });
}

function reportDuplicate(part: Part, other: Part, reading: Reading): void {
  refuse(
    'plan/duplicate-name',
    { ...reading, at: part.at, path: `parts.${part.name}` },
    {
      en: `'${part.name}' is already the name of a ${other.kind} (line ${other.at.line})`,
      ko: `${withParticle(`'${part.name}'`, '은/는')} 이미 ${other.kind}의 이름이다 (${other.at.line}번째 줄)`,
    },
    { en: 'Give one of them another name.', ko: '둘 중 하나의 이름을 바꾼다.' },
  );
}

function reportName(part: Part, reading: Reading): void {
  refuse(
    'plan/bad-name',
    { ...reading, at: part.at, path: `parts.${String(part.name)}` },
    expected(part.name, { en: 'a DNS-safe name', ko: 'DNS에 쓸 수 있는 이름' }),
    {
      en: 'Use lower-case letters, digits and single hyphens, at most 40.',
      ko: '영소문자, 숫자, 홑하이픈만 40자까지 쓴다.',
    },
  );
}

/** Every different made thing of a kind anywhere below a value, in the order it is met. */
export function findMade(value: unknown, kind: string): readonly Part[] {
  const seen = new Set<unknown>();
  const found: Part[] = [];
  const look = (one: unknown): void => {
    if (typeof one !== 'object' || one === null || seen.has(one)) return;
    seen.add(one);
    if (isAuthored(one, kind)) found.push(one as Part);
    for (const member of Object.values(one)) look(member);
  };
  look(value);
  return found;
}

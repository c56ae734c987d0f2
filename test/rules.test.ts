import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check, rules } from '#check';
import { environmentNames, type Plan, resolve } from '#model';

const root = new URL('..', import.meta.url);
const onDisk = readdirSync(new URL('src/check/rules/', root), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.slice(0, -'.ts'.length));

function findingsOf(plan: Plan, rule: (typeof rules)[number]) {
  const { plan: resolved, findings } = resolve(plan, environmentNames(plan)[0] ?? 'local');
  expect(findings).toEqual([]);
  return resolved ? check(resolved, [rule]).findings : [];
}

it('registers every rule file, under the id its path spells', () => {
  expect(rules.map((rule) => rule.id).sort()).toEqual(onDisk.sort());
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('has a page that shows its examples', () => {
    const page = new URL(`docs/rules/${id}.md`, root);
    expect(existsSync(page)).toBe(true);
    for (const example of rule.examples().fail)
      expect(readFileSync(page, 'utf8')).toContain(example.name);
  });
  it('has a failing and a passing example', () => {
    expect(rule.examples().fail.length).toBeGreaterThan(0);
    expect(rule.examples().pass.length).toBeGreaterThan(0);
  });
  it.each(rule.examples().fail.map((plan) => [plan.name, plan] as const))(
    'reports: %s',
    (_, plan) => {
      const found = findingsOf(plan, rule);
      expect(found.map((finding) => finding.code)).toContain(id);
      for (const finding of found) expect(finding.at.line).toBeGreaterThan(0);
    },
  );
  it.each(rule.examples().pass.map((plan) => [plan.name, plan] as const))(
    'accepts: %s',
    (_, plan) => {
      expect(findingsOf(plan, rule)).toEqual([]);
    },
  );
});

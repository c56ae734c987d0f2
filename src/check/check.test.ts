import { describe, expect, it } from 'vitest';
import type { Finding } from '#kernel';
import {
  claim,
  definePlan,
  environment,
  link,
  onPremises,
  postgres,
  resolve,
  says,
  server,
  service,
  site,
} from '#model';
import { rules } from './index.ts';
import { PROFILES } from './profiles.ts';
import { check } from './run.ts';

const found = (profiles: readonly string[], beside: readonly string[] = []): readonly Finding[] => {
  const articles = postgres('articles', { holds: ['personal'] });
  const web = service('web', { uses: [link(articles)] });
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    roots: [web],
    profiles,
    environments: [environment('production', { on: server(site('room', onPremises({}))) })],
    statements: [says('document.md:1', claim.plan({ recovery: { point: '1 h' } }))],
  });
  const { plan: resolved } = resolve(plan, 'production');
  return resolved ? check(resolved, rules, { profiles: beside }).findings : [];
};
const severityOf = (findings: readonly Finding[], code: string) =>
  findings.find((finding) => finding.code === code)?.severity;

describe.each(PROFILES.map((profile) => [profile.name, profile] as const))('%s', (_, profile) => {
  it('speaks of rules and groups that exist, in two languages', () => {
    const groups = rules.map((rule) => `${rule.id.split('/')[0]}/*`);
    const known = [...rules.map((rule) => rule.id), ...groups, '*'];
    expect(Object.keys(profile.rules).filter((key) => !known.includes(key))).toEqual([]);
    expect(profile.title.ko).not.toBe(profile.title.en);
  });
});

it('lets the gravest of several profiles count, wherever each was named', () => {
  const rule = 'recovery/store-has-backup';
  expect(severityOf(found([]), rule)).toBe('error');
  expect(severityOf(found(['prototype']), rule)).toBe('info');
  expect(severityOf(found(['prototype', 'diga']), rule)).toBe('error');
  expect(severityOf(found(['diga'], ['prototype']), rule)).toBe('error');
});

it('gives one fingerprint to the same facts on other lines', () => {
  const [first, second] = [found([]), found([])];
  expect(second.map((one) => one.fingerprint)).toEqual(first.map((one) => one.fingerprint));
  expect(new Set(first.map((one) => one.fingerprint)).size).toBe(first.length);
});

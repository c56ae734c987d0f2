import { describe, expect, it } from 'vitest';
import { definePlan, environment, local, resolve, type Service, service } from '#model';
import { NO_LOCK } from '../lock.ts';
import { synthesise } from '../synthesise.ts';
import { docker } from './target.ts';

type Spec = Service['spec'];
const made = (spec: Spec) => {
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    roots: [service('one', { port: 8000, health: { live: '/health' }, ...spec })],
    environments: [environment('local', { on: local() })],
  });
  const { files, findings } = synthesise({
    plans: [resolve(plan, 'local').plan ?? []].flat(),
    targets: [docker],
    lock: NO_LOCK,
    folder: '/nowhere',
  });
  const text = files.find(({ path }) => path.endsWith('one.Dockerfile'))?.text() ?? '';
  return {
    lines: text.split('\n').slice(2, -1),
    ignored: files.find(({ path }) => path.endsWith('.dockerignore'))?.text() ?? '',
    findings: findings.map(({ code, message }) => `${code}: ${message.en}`),
    paths: files.map(({ path }) => path),
  };
};

it('copies the lock file first and leaves what it built with behind', () => {
  expect(made({ runtime: ['node:24'], run: { command: ['node', 'server.js'] } }).lines).toEqual([
    'FROM node:24-slim AS build',
    'WORKDIR /app',
    'COPY package.json package-lock.json ./',
    'RUN --mount=type=cache,target=/root/.npm npm ci',
    'COPY . .',
    'RUN npm run build --if-present && npm prune --omit=dev',
    '',
    'FROM node:24-slim',
    'ENV NODE_ENV=production PORT=8000',
    'WORKDIR /app',
    'COPY --from=build /app ./',
    'USER 10001:10001',
    'EXPOSE 8000',
    'HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \\',
    '  CMD ["node","-e","fetch(\\"http://127.0.0.1:8000/health\\").then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]',
    'STOPSIGNAL SIGTERM',
    'CMD ["node","server.js"]',
  ]);
});

describe('a base', () => {
  it.each([
    [['python:3.13'], 'FROM python:3.13-slim'],
    [['php:8.4'], 'FROM php:8.4-fpm'],
    [['nginx:1.30'], 'FROM nginxinc/nginx-unprivileged:1.30-alpine'],
  ])('of %s is its official image', (runtime, line) => {
    expect(made({ runtime }).lines).toContain(line);
  });
  it.each([
    [['go:1.26'], 'COPY --from=build /out/one /usr/local/bin/one'],
    [['rust:1.91'], 'COPY --from=build /out/bin/one /usr/local/bin/one'],
  ])('of %s gets the program alone', (runtime, line) => {
    const { lines } = made({ runtime, image: { from: ['alpine:3.24'] } });
    expect(lines).toContain('FROM alpine:3.24');
    expect(lines).toContain(line);
    expect(lines).toContain('CMD ["/usr/local/bin/one"]');
  });
});

it('runs as the user that the plan says', () => {
  expect(made({ runtime: ['node:24'], image: { user: 1001 } }).lines).toContain('USER 1001:1001');
});

it('keeps secrets and what a release leaves out away from the build', () => {
  const { ignored } = made({
    runtime: ['node:24'],
    run: { command: ['node', 'a.js'], ignore: ['train'] },
  });
  expect(ignored.split('\n').slice(1)).toEqual([
    '.env*',
    '.git',
    '.github',
    '.hanok',
    'generated',
    '**/node_modules',
    '**/train',
    '',
  ]);
});

it('writes nothing for a runtime that it does not know, and says what is missing', () => {
  const { paths, findings } = made({ runtime: ['cobol:85'] });
  expect(paths).toEqual([]);
  expect(findings).toEqual([
    'synth/docker-needs: no Dockerfile for one: the plan does not say what it is built with',
  ]);
});

it('makes up no command', () => {
  const { lines, findings } = made({ runtime: ['python:3.13'] });
  expect(lines.at(-1)).toBe('# The plan does not say what is started: run.command.');
  expect(findings).toContain(
    'synth/docker-needs: the image of one starts nothing: the plan does not say its command',
  );
});

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { expect, it } from 'vitest';
import { raised } from '../support/system.ts';
import { counterSystem } from '../support/systems.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');

it('is raised with the certificate that its plan names, and says https', async () => {
  const files = counterSystem();
  const plan = (files['hanok.plan.ts'] as string).replace(
    'local({ port: 0 })',
    "local({ port: 0, tls: { cert: './own.pem', key: './own.key' } })",
  );
  await using system = await raised({
    ...files,
    'hanok.plan.ts': plan,
    'own.pem': fixture('one.cert.pem'),
    'own.key': fixture('one.key.pem'),
  });
  expect(system.address).toMatch(/^https:/);
  const req = request(system.address, { ca: fixture('one.cert.pem') }).end();
  const [res] = await once(req, 'response');
  const body = (await res.setEncoding('utf8').toArray()).join('');
  expect([res.statusCode, JSON.parse(body).greeting]).toEqual([200, 'hello']);
});

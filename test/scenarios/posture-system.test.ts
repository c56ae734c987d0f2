import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { layoutOf, type SystemStatus } from '#runtime';
import { play } from '../../examples/posture/client/player.ts';
import { type Ran, runCli } from '../support/run-cli.ts';
import { marked } from '../support/system.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
].find((path) => existsSync(path));

let folder = '';
let address = '';
const hanok = (...words: string[]): Promise<Ran> => runCli(folder, words);
const secret = (name: string): string => {
  const file = JSON.parse(readFileSync(layoutOf(folder, 'local').secret(name), 'utf8')) as {
    current: number;
    values: Record<string, string>;
  };
  return file.values[file.current] ?? '';
};

beforeAll(async () => {
  // Beside the original, where its packages are found, with a state of its own.
  folder = mkdtempSync(join(examples, '.bench-'));
  cpSync(join(examples, 'posture'), folder, {
    recursive: true,
    filter: (path) => !path.includes('/.hanok'),
  });
  const up = await hanok('up', '--port', '0', '--json');
  expect([up.code, up.err.includes('error')]).toEqual([0, false]);
  address =
    Object.values((JSON.parse(up.out) as { status: SystemStatus }).status.addresses)[0] ?? '';
});

afterAll(async () => {
  await hanok('down');
  const left = marked(layoutOf(folder, 'local').mark);
  rmSync(folder, { recursive: true, force: true });
  expect(left).toEqual([]);
});

it('classifies windows over REST and WebSocket while a good release is promoted, and loses none', async () => {
  const until = new AbortController();
  const playing = play({
    baseUrl: address,
    deviceKeys: secret('device-keys'),
    clients: 8,
    rate: 200,
    transport: 'both',
    signal: until.signal,
  });
  const candidate = mkdtempSync(join(folder, 'candidate-'));
  cpSync(join(folder, 'services', 'classifier'), candidate, { recursive: true });
  cpSync(join(folder, 'regressions', 'good'), candidate, { recursive: true });
  const deployed = await hanok('deploy', 'classifier', '--from', candidate);
  until.abort();
  const played = await playing;
  expect(deployed).toMatchObject({ code: 0, out: expect.stringContaining('promoted') as string });
  expect(played.failed).toEqual([]);
  expect(played.answered).toBe(played.sent);
  expect(Object.keys(played.byStatus).sort()).toEqual(['200', 'ws-ok']);
});

it('shows a person in a browser, in Korean and English, what a window is', async () => {
  if (!CHROMIUM) throw new Error('Chromium is missing: npm test installs it where it may');
  await using browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage({ locale: 'ko-KR' });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(address);
  expect(await page.locator('html').getAttribute('lang')).toBe('ko');
  await page.locator('#language').click();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.fill('#name', 'a visitor');
  await page.fill('#password', 'correct horse battery');
  await page.click('#register');
  await page.locator('#controls').waitFor();
  await page.locator('#activities button').first().click();
  await expect.poll(() => page.locator('#label').textContent()).not.toBe('');
  await expect.poll(() => page.locator('#model').textContent()).toBe('2026.11.1');
  await page.click('[data-mode=stream]');
  await page.locator('#activities button').nth(1).click();
  await expect
    .poll(() => page.locator('#history li').count(), { timeout: 20_000 })
    .toBeGreaterThan(2);
  if (process.env.HANOK_SCREENSHOT)
    await page.screenshot({ path: process.env.HANOK_SCREENSHOT, fullPage: true });
  expect(complaints).toEqual([]);
});

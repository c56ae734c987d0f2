import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Answer } from './answer.ts';

const FOLDER = new URL('../public/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** The test page's files by path; held in memory, so no path of a request ever reaches the disk. */
export async function loadPages(): Promise<ReadonlyMap<string, Answer>> {
  const names = (await readdir(FOLDER)).filter((name) => extname(name) in TYPES);
  const pages = await Promise.all(
    names.map(async (name) => [name, await readFile(new URL(name, FOLDER))] as const),
  );
  return new Map(
    pages.map(([name, body]) => [name === 'index.html' ? '/' : `/${name}`, toPage(name, body)]),
  );
}

function toPage(name: string, body: Buffer): Answer {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const type = TYPES[extname(name)] ?? 'application/octet-stream';
  return {
    status: 200,
    body,
    headers: { 'content-type': type, 'cache-control': 'no-cache', etag },
  };
}

import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { byHmac, byRsa, tokenOf } from '../test/support/token.ts';
import { type Figure, median } from './bench.ts';
import { tableOf } from './gateway-table.ts';
import {
  answers,
  freePort,
  nginxProxy,
  startGateway,
  startHaproxy,
  startNginx,
} from './proxies.ts';
import { DONE, type Measured, wrk } from './wrk.ts';

const ROUNDS = 5;
const WARM_UP_S = 2;
const ROUND_S = 4;
const CLIENTS = 20_000;
const SECRET = 'a-shared-secret-for-a-bench-of-more-than-32-bytes';
const NJS = '/usr/lib/nginx/modules/ngx_http_js_module.so';

type Proxy = 'nginx + njs' | 'HAProxy' | 'gateway';
interface Run {
  readonly name: string;
  readonly proxy: Proxy;
  readonly algorithm: 'HS256' | 'RS256';
  readonly port: number;
}

/**
 * Twenty thousand clients, each with a token of its own. All three verify signature and end and hand
 * the subject inwards; the gateway remembers what it verified, the others verify every time.
 */
export async function measureTokens(
  { home, origin, started }: { home: string; origin: number; started: ChildProcess[] },
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const scripts = {
    HS256: await writeClients(home, 'HS256', byHmac(SECRET)),
    RS256: await writeClients(home, 'RS256', byRsa(privateKey)),
  };
  const runs = await startAll({ home, origin, started }, publicKey);
  for (const { port, algorithm } of runs) await wrk(port, WARM_UP_S, scripts[algorithm]);
  const measured = new Map<Run, Measured[]>(runs.map((run) => [run, []]));
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const run of runs)
      measured.get(run)?.push(await wrk(run.port, ROUND_S, scripts[run.algorithm]));
    const words = runs.map((run) => `${run.name} ${measured.get(run)?.at(-1)?.rate}`);
    say(`tokens, round ${round}: ${words.join(', ')} req/s`);
  }
  if (!existsSync(NJS)) say('nginx is left out: it has no module here that could verify a token');
  return figuresOf(measured);
}

function figuresOf(measured: ReadonlyMap<Run, readonly Measured[]>): readonly Figure[] {
  const all = [...measured];
  const note = `median of ${ROUNDS} rounds of ${ROUND_S} s, ${CLIENTS} tokens, signature and exp verified, sub handed on`;
  const ratios = all.flatMap(([theirs, rounds]): Figure[] => {
    const ours = all.find(
      ([run]) => run.proxy === 'gateway' && run.algorithm === theirs.algorithm,
    )?.[1];
    if (theirs.proxy === 'gateway' || !ours) return [];
    const each = ours.map(({ rate }, at) => rate / (rounds[at]?.rate ?? Number.NaN));
    return [
      { name: `${theirs.algorithm}: gateway / ${theirs.proxy}`, value: median(each), unit: '' },
    ];
  });
  const rates = all.map(([{ name }, rounds]): Figure => {
    return { name, value: median(rounds.map(({ rate }) => rate)), unit: 'req/s' };
  });
  const failed = all.flatMap(([, rounds]) => rounds).reduce((sum, one) => sum + one.failed, 0);
  const [first, ...rest] = ratios;
  return [
    ...(first ? [{ ...first, note }, ...rest] : []),
    ...rates,
    { name: 'requests with tokens that failed', value: failed, unit: 'requests', goal: '0' },
  ];
}

async function startAll(
  { home, origin, started }: { home: string; origin: number; started: ChildProcess[] },
  publicKey: KeyObject,
): Promise<readonly Run[]> {
  const runs: Run[] = [];
  const pem = join(home, 'public.pem');
  await writeFile(pem, publicKey.export({ type: 'spki', format: 'pem' }));
  const add = async (proxy: Proxy, algorithm: Run['algorithm']): Promise<number> => {
    const port = await freePort();
    runs.push({ name: `${proxy}, ${algorithm}`, proxy, algorithm, port });
    return port;
  };
  if (existsSync(NJS))
    started.push(await startNjs(home, await add('nginx + njs', 'HS256'), origin));
  const keys = { HS256: `"${SECRET}"`, RS256: `"${pem}"` };
  for (const algorithm of ['HS256', 'RS256'] as const) {
    const name = `haproxy-${algorithm}`;
    const port = await add('HAProxy', algorithm);
    started.push(await startHaproxy(home, port, origin, { name, rules: rulesOf(algorithm, keys) }));
  }
  const values = {
    HS256: SECRET,
    RS256: String(publicKey.export({ type: 'spki', format: 'pem' })),
  };
  for (const algorithm of ['HS256', 'RS256'] as const) {
    const key = join(home, `${algorithm}.json`);
    await writeFile(key, JSON.stringify({ current: 1, values: { 1: values[algorithm] } }));
    const table = tableOf(await add('gateway', algorithm), origin, { split: 'request' });
    const routes = table.routes.map((route) => ({ ...route, token: 'needed' as const }));
    const tokens = { key, algorithm, skewMs: 0 };
    started.push(await startGateway(home, `tokens-${algorithm}`, { ...table, routes, tokens }));
  }
  await Promise.all(runs.map(({ port }) => answers(port)));
  return runs;
}

const rulesOf = (
  algorithm: Run['algorithm'],
  keys: Readonly<Record<Run['algorithm'], string>>,
): string => `
  http-request set-var(txn.exp) http_auth_bearer,jwt_payload_query('$.exp','int')
  http-request set-var(txn.now) date()
  http-request deny deny_status 401 unless { http_auth_bearer,jwt_header_query('$.alg') -m str ${algorithm} }
  http-request deny deny_status 401 unless { http_auth_bearer,jwt_verify("${algorithm}",${keys[algorithm]}) -m int 1 }
  http-request deny deny_status 401 unless { var(txn.exp),sub(txn.now) -m int gt 0 }
  http-request set-header x-hanok-subject %[http_auth_bearer,jwt_payload_query('$.sub')]`;

/** nginx has no JWT of its own; this is what its scripting module needs for one. */
async function startNjs(home: string, port: number, origin: number): Promise<ChildProcess> {
  await writeFile(
    join(home, 'jwt.js'),
    `import crypto from 'crypto';
     const read = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());
     function subject(r) {
       const parts = (r.headersIn.Authorization || '').slice(7).split('.');
       if (parts.length !== 3) return '';
       try {
         if (read(parts[0]).alg !== 'HS256') return '';
         const right = crypto.createHmac('sha256', '${SECRET}')
           .update(parts[0] + '.' + parts[1]).digest('base64url');
         if (right !== parts[2]) return '';
         const claims = read(parts[1]);
         return claims.exp * 1000 > Date.now() ? claims.sub : '';
       } catch (e) { return ''; }
     }
     export default { subject };`,
  );
  const server = nginxProxy(port, origin).replace(
    'location / {',
    `location / { if ($subject = '') { return 401; } proxy_set_header x-hanok-subject $subject;`,
  );
  const script = `js_path ${home}; js_import jwt from jwt.js; js_set $subject jwt.subject;`;
  const modules = `load_module ${NJS};`;
  return (await startNginx(home, 'njs', `${script} ${server}`, modules)).child;
}

async function writeClients(
  home: string,
  algorithm: string,
  signed: (text: string) => Buffer,
): Promise<string> {
  const exp = Math.floor(Date.now() / 1_000) + 86_400;
  const tokens = Array.from({ length: CLIENTS }, (_, at) =>
    tokenOf({ alg: algorithm, typ: 'JWT' }, { sub: `user-${at}`, exp }, signed),
  );
  const list = join(home, `${algorithm}.tokens`);
  await writeFile(list, `${tokens.join('\n')}\n`);
  const script = join(home, `${algorithm}.lua`);
  await writeFile(
    script,
    `local requests = {}
function init()
  for token in io.lines('${list}') do
    requests[#requests + 1] = wrk.format('GET', '/', { authorization = 'Bearer ' .. token })
  end
end
${DONE}`,
  );
  return script;
}

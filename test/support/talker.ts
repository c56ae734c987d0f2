/**
 * A service that does everything over which a switch could stumble: quick answers, uploads, long
 * downloads, events, WebSockets, slow answers. It ends politely: downloads and uploads finish, events
 * end, and WebSockets are told to come back (1012).
 */
const TALKER = `import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
const greeting = 'hello';
const isStubborn = false;
const isSick = false;
const events = new Set();
const sockets = new Set();
let served = 0;
const server = createServer((request, answer) => {
  const { pathname, searchParams } = new URL(request.url, 'http://here');
  const lines = Number(searchParams.get('lines'));
  if (pathname === '/ready') return answer.end('ready');
  if (pathname === '/events') {
    answer.writeHead(200, { 'content-type': 'text/event-stream' });
    const timer = setInterval(() => answer.write('data: ' + greeting + '\\n\\n'), 50);
    events.add(answer);
    answer.on('close', () => { clearInterval(timer); events.delete(answer); });
    return;
  }
  if (pathname === '/download') {
    answer.writeHead(200);
    let line = 0;
    const timer = setInterval(() => {
      line += 1;
      if (line < lines) answer.write(String(line) + '\\n');
      else { clearInterval(timer); answer.end('end of ' + lines + '\\n'); }
    }, 50);
    answer.on('close', () => clearInterval(timer));
    return;
  }
  let bytes = 0;
  request.on('data', (chunk) => { bytes += chunk.length; });
  request.on('end', () => {
    served += 1;
    if (isSick && served % 2 === 0) answer.statusCode = 500;
    const words = JSON.stringify({ greeting, bytes });
    setTimeout(() => answer.end(words), pathname === '/slow' ? 10_000 : 0);
  });
});
server.on('upgrade', (request, socket) => {
  const key = createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nupgrade: websocket\\r\\nconnection: Upgrade\\r\\nsec-websocket-accept: ' + key + '\\r\\n\\r\\n');
  sockets.add(socket);
  let buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    while (buffer.length >= 6) {
      const length = buffer[1] & 127;
      if (buffer.length < 6 + length) return;
      const mask = buffer.subarray(2, 6);
      const words = buffer.subarray(6, 6 + length).map((byte, at) => byte ^ mask[at % 4]);
      const opcode = buffer[0] & 15;
      buffer = buffer.subarray(6 + length);
      if (!sockets.has(socket)) continue;
      if (opcode === 1) socket.write(Buffer.concat([Buffer.from([129, length]), words]));
      if (opcode === 8) { sockets.delete(socket); socket.end(Buffer.from([136, 0])); }
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => sockets.delete(socket));
});
server.listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => {
  if (isStubborn) return;
  for (const answer of events) answer.end('event: bye\\ndata: bye\\n\\n');
  for (const socket of sockets) { sockets.delete(socket); socket.end(Buffer.from([136, 2, 3, 244])); }
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
`;

/** Files of a plan with a gateway before two talkers. */
export const talkerSystem = (
  rollout: string,
  { drain = '5 s', server = TALKER } = {},
): Record<string, string> => ({
  'hanok.plan.ts': `import { blueGreen, canary, definePlan, environment, gateway, local, rolling, route, service } from 'hanok';
const talker = service('talker', {
  run: { command: ['node', 'server.ts'], folder: './talker' },
  health: { ready: '/ready', within: '5 s' }, replicas: 2, stop: { drain: '${drain}' },
  rollout: ${rollout},
});
export default definePlan('talking', {
  asOf: '2026-11-20',
  roots: [gateway('edge', { routes: [route('/', talker, { timeout: '20 s' })] })],
  environments: [environment('local', { on: local({ port: 0 }) })],
});
`,
  'talker/server.ts': server,
});

/** The talker's source with some of its constants otherwise. */
export const talking = (
  { greeting = 'hello', isStubborn = false, isSick = false },
  source = TALKER,
): string =>
  source
    .replace(/const greeting = '.*'/, `const greeting = '${greeting}'`)
    .replace(/const isStubborn = \w+/, `const isStubborn = ${isStubborn}`)
    .replace(/const isSick = \w+/, `const isSick = ${isSick}`);

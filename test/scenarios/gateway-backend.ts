import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

// A backend that says who it is. It drains when told to, as a good application does.
const [, , id = '', mode = 'well'] = process.argv;

const server = createServer((req, res) => {
  const path = new URL(req.url ?? '/', 'http://here').pathname;
  if (path === '/stream') {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    const timer = setInterval(() => res.write(`data: ${id}\n\n`), 20);
    res.on('close', () => clearInterval(timer));
    return;
  }
  if (path === '/never') return;
  if (path === '/die') process.exit(1);
  let bytes = 0;
  req.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  req.on('end', () => {
    const status = mode === 'sick' ? 500 : 200;
    setTimeout(
      () => {
        const says = `face-match=${mode === 'unsure' ? 'failed' : 'ok'}`;
        res.writeHead(status, { 'x-from': id, 'x-hanok-side': 'secret', 'x-hanok-says': says });
        res.end(JSON.stringify({ id, bytes, headers: req.headers }));
      },
      path === '/slow' ? 100 : 0,
    );
  });
});
const sockets = new WebSocketServer({ server });
sockets.on('connection', (socket) =>
  socket.on('message', (words) => socket.send(`${id} ${words}`)),
);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address !== 'object' || !address) return;
  process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
});
process.on('SIGTERM', () => {
  for (const socket of sockets.clients) socket.close(1012);
  server.close(() => process.exit(0));
});

// The application that is switched between: a few milliseconds of work, and it drains when told to.
import { createServer } from 'node:http';

const server = createServer((request, answer) => {
  request.resume().on('end', () => setTimeout(() => answer.end('ok'), 3));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});

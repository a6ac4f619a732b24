// The console as it was just built, in front of a running program: pages from build/web/console, everything else from the server
// named in SERVER. So a change of the web needs no build of the server. Development only.
import { existsSync, readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const port = Number(process.env.PORT ?? 8791);
const behind = new URL(process.env.SERVER ?? 'http://127.0.0.1:8080');
const site = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../build/web/console');
const contentPolicy = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'";
const types = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', woff2: 'font/woff2' };

function page(url, response) {
  const name = decodeURIComponent(url.slice('/console'.length).split('?')[0]);
  const wanted = path.join(site, name);
  const file = name.includes('.') && wanted.startsWith(site) && existsSync(wanted) ? wanted : path.join(site, 'index.html');
  response.writeHead(200, { 'content-type': types[file.split('.').at(-1)] ?? 'application/octet-stream', 'content-security-policy': contentPolicy });
  response.end(readFileSync(file));
}

// The server compares the origin of a change with its own host.
const asOwn = (headers) => ({ ...headers, host: behind.host, ...(headers.origin ? { origin: behind.origin } : {}) });

const server = createServer((incoming, response) => {
  if (incoming.url.startsWith('/console')) return page(incoming.url, response);
  const onward = request({ host: behind.hostname, port: behind.port, path: incoming.url, method: incoming.method, headers: asOwn(incoming.headers) }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.writeHead(502).end());
  return incoming.pipe(onward);
});

server.on('upgrade', (incoming, socket, head) => {
  const onward = net.connect(Number(behind.port), behind.hostname, () => {
    const lines = Object.entries(asOwn(incoming.headers)).map(([name, value]) => `${name}: ${value}`);
    onward.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  onward.on('error', () => socket.destroy());
  socket.on('error', () => onward.destroy());
});

server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/console/ in front of ${behind.origin}`));

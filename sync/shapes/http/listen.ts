import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ShapeRequest, ShapeResponse } from './exchange.ts';

export interface Listener {
  readonly url: string;
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly handle: (request: ShapeRequest) => Promise<ShapeResponse>;
  readonly status: () => 'active' | 'starting';
}

const bodyLimit = 1024 * 1024;

/** Serves shapes alone over HTTP: no authorisation, so only for loopback or a private network behind a proxy. */
export async function listen(options: ListenOptions, port: number, host: string): Promise<Listener> {
  const server: Server = createServer((incoming, outgoing) => {
    serve(options, incoming, outgoing).catch(() => outgoing.destroy());
  });
  // A held request is silent for longer than Node's own limits like.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 65_000;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function serve(options: ListenOptions, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.setHeader('electric-server', 'Tillhouse');
  const url = URL.parse(incoming.url ?? '/', 'http://localhost');
  if (!url) {
    outgoing.writeHead(400, { 'cache-control': 'no-store' }).end('{"message":"Invalid request"}');
    return;
  }
  if (url.pathname === '/v1/health') {
    const status = options.status();
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-cache, no-store, must-revalidate' };
    outgoing.writeHead(status === 'active' ? 200 : 202, headers).end(JSON.stringify({ status }));
    return;
  }
  if (url.pathname !== '/v1/shape') {
    outgoing.writeHead(url.pathname === '/' ? 200 : 404).end(url.pathname === '/' ? '' : 'Not found');
    return;
  }
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const body = await readBody(incoming);
  if (body === null) {
    outgoing.writeHead(413, { 'cache-control': 'no-store' }).end('{"message":"Request body too large"}');
    return;
  }
  const response = await options.handle({
    method: incoming.method ?? 'GET',
    query: url.searchParams,
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    ),
    body,
    signal: gone.signal,
  });
  await send(outgoing, response);
}

async function send(outgoing: ServerResponse, response: ShapeResponse): Promise<void> {
  if (outgoing.destroyed) return;
  const { body } = response;
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    const empty = response.status === 204 || response.status === 304;
    const length = empty ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    outgoing.writeHead(response.status, { ...response.headers, ...length }).end(empty ? undefined : body);
    return;
  }
  outgoing.writeHead(response.status, response.headers);
  await pipeline(Readable.from(body, { objectMode: true }), outgoing);
}

async function readBody(incoming: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > bodyLimit) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

import { buffer } from 'node:stream/consumers';
import { type IncomingMessage, createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BenchContext } from '../bench.ts';

export interface HeldLine {
  readonly url: string;
}

/**
 * A line to a cloud over which everything passes but pushes that carry something, which it answers as a cloud that is too busy: they
 * stay queued. Empty ones pass: by their answers a desk knows which cloud it follows.
 */
export async function holdPushes(context: BenchContext, cloudUrl: string): Promise<HeldLine> {
  const to = new URL(cloudUrl);
  const pass = async (from: IncomingMessage, answer: ServerResponse) => {
    const body = await buffer(from);
    if (from.url?.startsWith('/sync/v1/push') && JSON.parse(body.toString()).mutations.length > 0) {
      answer.writeHead(503, { 'retry-after': '120' }).end();
      return;
    }
    const { hostname, port } = to;
    const { method, url, headers } = from;
    const onward = request({ hostname, port, method, path: url, headers }, (told) => {
      answer.writeHead(told.statusCode ?? 502, told.headers);
      told.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    onward.end(body);
  };
  const server = createServer((from, answer) => void pass(from, answer).catch(() => answer.destroy()));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  context.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

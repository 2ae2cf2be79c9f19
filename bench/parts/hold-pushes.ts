import { type IncomingMessage, createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BenchContext } from '../bench.ts';

export interface HeldLine {
  readonly url: string;
}

/** A line to a cloud over which everything passes but pushes, which it answers as a cloud that is too busy: they stay queued. */
export async function holdPushes(context: BenchContext, cloudUrl: string): Promise<HeldLine> {
  const to = new URL(cloudUrl);
  const pass = (from: IncomingMessage, answer: ServerResponse) => {
    if (from.url?.startsWith('/sync/v1/push')) {
      answer.writeHead(503, { 'retry-after': '120' }).end();
      from.resume();
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
    from.pipe(onward);
  };
  const server = createServer(pass);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  context.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

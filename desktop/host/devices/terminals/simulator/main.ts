import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { terminalPage } from './page.ts';
import { SimulatedTerminal } from './terminal.ts';

/** A simulated card terminal to try a till on: `npm run terminal -- [--port 7777] [--page 7778]`. */

const { values } = parseArgs({ options: { port: { type: 'string' }, page: { type: 'string' } } });

const script = z.strictObject({
  ends: z.enum(['approve', 'decline', 'cancel', 'partial']).optional(),
  reason: z.string().max(80).optional(),
  answer: z.enum(['once', 'lost', 'twice']).optional(),
  restart: z.enum(['before', 'after']).optional(),
  takes: z.number().int().min(0).max(600_000).optional(),
});
const order = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('script'), script }),
  z.strictObject({ do: z.literal('deaf'), on: z.boolean() }),
  z.strictObject({ do: z.literal('refuse-reversals'), on: z.boolean() }),
]);

const log: string[] = [];
const terminal = await new SimulatedTerminal({
  port: Number(values.port ?? 7777),
  onMoment: (moment, key) => {
    log.unshift(`${new Date().toISOString().slice(11, 19)} ${moment} ${key}`);
    log.length = Math.min(log.length, 100);
  },
}).start();

const state = () => ({
  address: terminal.address,
  deaf: terminal.deaf,
  next: terminal.scripted,
  settles: terminal.book.settles(),
  book: [...terminal.book.lines.values()].reverse(),
  log,
});

const server = createServer((request, response) => {
  const json = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  // A page of another origin cannot send this header without being asked first, and is never let in.
  if (request.method === 'POST' && request.headers['x-terminal'] === '1') {
    let text = '';
    request.on('data', (piece) => {
      text += String(piece);
    });
    request.on('end', () => {
      try {
        const asked = order.parse(JSON.parse(text));
        if (asked.do === 'script') terminal.script(asked.script as Parameters<typeof terminal.script>[0]);
        if (asked.do === 'deaf') terminal.deaf = asked.on;
        if (asked.do === 'refuse-reversals') terminal.refuseReversals(asked.on);
        json(200, state());
      } catch (error) {
        json(400, { problem: String(error) });
      }
    });
    return;
  }
  if (request.url === '/state') return void json(200, state());
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(terminalPage);
});
server.listen(Number(values.page ?? 7778), '127.0.0.1', () => {
  const bound = server.address();
  const port = bound && typeof bound === 'object' ? bound.port : 0;
  process.stdout.write(`Simulated terminal at ${terminal.address}; its page at http://127.0.0.1:${port}\n`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    server.close();
    void terminal.stop().then(() => process.exit(0));
  });

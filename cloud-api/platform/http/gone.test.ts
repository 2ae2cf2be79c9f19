import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import type { Authorise } from './route.ts';
import { mountRoute, route } from './route.ts';
import { Turns } from './turns.ts';

let server: FastifyInstance;
afterEach(() => server.close());

test('who hangs up while it is asked who they are gives their turn back', async () => {
  const asked = Promise.withResolvers<void>();
  const known = Promise.withResolvers<void>();
  const authorise: Authorise = async () => {
    asked.resolve();
    await known.promise;
    return { kind: 'device', tenantId: 't', deviceId: 'd' };
  };
  const turns = new Turns({ running: 1, waiting: 0, waitMs: 100, perDevice: { running: 1, waiting: 0 } });
  const held = route(
    { method: 'POST', path: '/held', summary: '', tag: '', access: { as: 'device' }, turns: () => turns, answers: {} },
    () => 'done',
  );
  server = Fastify();
  mountRoute(server, held, authorise, async () => {});
  const gone = once(server.server, 'connection').then(
    ([socket]) => new Promise<void>((closed) => void socket.once('close', () => closed())),
  );
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1');
  client.write('POST /held HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n');
  await asked.promise;
  client.destroy();
  await gone;
  known.resolve();
  await new Promise((done) => setImmediate(done));
  const next = await fetch(`http://127.0.0.1:${port}/held`, { method: 'POST' });
  expect([next.status, await next.text()]).toEqual([200, 'done']);
});

import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import pino from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../app.ts';

test('who hung up before their turn came is no fault of ours', async () => {
  const noted: string[] = [];
  const log = pino(
    { level: 'warn' },
    new Writable({ write: (line, _as, done) => done(void noted.push(String(line))) }),
  );
  const handled = Promise.withResolvers<void>();
  const app = await createApp({
    log,
    routes: [],
    authorise: () => Promise.reject(new Error('nobody is asked')),
    confirm: async () => {},
    version: '0',
    before: ({ socket, url }) => {
      if (url === '/openapi.json?gone') socket.destroy();
      else handled.resolve();
      return false;
    },
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const at = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  await new Promise<void>((over) =>
    request(`${at}/openapi.json?gone`)
      .on('error', () => over())
      .end(),
  );
  const other = await fetch(`${at}/openapi.json`);
  await handled.promise;
  expect(other.status).toBe(200);
  await app.close();
  expect(noted).toEqual([]);
});

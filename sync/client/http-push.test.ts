import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PushRequest } from '../protocol/push.ts';
import { DeviceRefused } from './device-refused.ts';
import { type HttpFetch, httpPush } from './http-push.ts';

let server: Server;
let asked = 0;
/** How far an answer comes before the line stalls */
let stallsAfter: 'nothing' | 'head' = 'nothing';

beforeEach(async () => {
  asked = 0;
  server = createServer((_request, response) => {
    asked += 1;
    if (stallsAfter === 'head') response.writeHead(200, { 'content-type': 'application/json' }).write('{"lastSeq":');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const request: PushRequest = { protocol: 1, clientId: crypto.randomUUID(), mutations: [], sentAt: 1 };

test.each(['nothing', 'head'] as const)(
  'a line that stalls after %s of the answer ends as no answer',
  async (after) => {
    stallsAfter = after;
    const { port } = server.address() as AddressInfo;
    const push = httpPush({
      cloudUrl: `http://127.0.0.1:${port}`,
      headers: async () => ({}),
      fetch: fetch as unknown as HttpFetch,
      limitMs: 300,
    });
    expect(await push.send(request)).toMatchObject({ kind: 'later' });
    expect(asked).toBe(1);
  },
);

test('a device that gets no authorisation is denied in words; one that cannot ask for it has no line', async () => {
  const over = (error: Error) =>
    httpPush({
      cloudUrl: 'http://127.0.0.1:9',
      headers: () => Promise.reject(error),
      fetch: fetch as unknown as HttpFetch,
    }).send(request);
  const refused = new DeviceRefused(403, 'auth.device-revoked', 'This device was revoked.');
  expect(await over(refused)).toEqual({
    ...{ kind: 'denied', status: 403, code: 'auth.device-revoked', message: 'This device was revoked.' },
  });
  expect(await over(new TypeError('fetch failed'))).toMatchObject({ kind: 'later', reason: 'offline' });
  expect(asked).toBe(0);
});

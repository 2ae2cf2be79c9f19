import { expect, test } from 'vitest';
import { createApp } from './app.ts';
import { createLog } from './platform/http/log.ts';

/** The address that the cloud takes a caller to have, as seen by its throttles. */
async function callerSeen(trustedProxies: readonly string[] | undefined, from: string, forwarded: string) {
  const app = await createApp({
    log: createLog('silent'),
    routes: [],
    authorise: async () => ({ kind: 'nobody' }),
    confirm: async () => {},
    version: '0',
    trustedProxies,
    mount: async (server) => {
      server.get('/ip', async (request) => request.ip);
    },
  });
  const headers = { 'x-forwarded-for': forwarded };
  const { body } = await app.inject({ method: 'GET', url: '/ip', remoteAddress: from, headers });
  await app.close();
  return body;
}

test('a proxy that is trusted says who the caller is; anybody else only says something of themselves', async () => {
  const [proxy, caller] = ['10.1.2.3', '203.0.113.9'];
  expect(await callerSeen(undefined, proxy, caller)).toBe(proxy);
  expect(await callerSeen(['10.0.0.0/8'], proxy, caller)).toBe(caller);
  expect(await callerSeen(['10.0.0.0/8'], caller, '198.51.100.1')).toBe(caller);
  // What stands left of the trusted one's own word was sent by the caller.
  expect(await callerSeen(['10.0.0.0/8'], proxy, `198.51.100.1, ${caller}`)).toBe(caller);
});

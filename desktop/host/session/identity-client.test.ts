import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeviceKey } from './device-key.ts';
import { identityClient } from './identity-client.ts';

const DAY = 86_400_000;
const CLOUD_NOW = Date.parse('2026-11-25T12:00:00Z');

/** As the identity service does: an assertion counts within five minutes of the cloud's own clock. */
let server: Server;
let url = '';
let asked: number[];
let cloudNow = CLOUD_NOW;
beforeEach(async () => {
  asked = [];
  cloudNow = CLOUD_NOW;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const at = Number(JSON.parse(body).assertion);
      asked.push(at);
      const fits = Math.abs(at - cloudNow) < 300_000;
      const told = fits
        ? { access_token: `token ${asked.length}`, expires_in: 600 }
        : { code: 'invalid_grant', detail: 'The device’s assertion was not taken: check the clock.' };
      response.writeHead(fits ? 200 : 400, { date: new Date(cloudNow).toUTCString() }).end(JSON.stringify(told));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const key = { publicKey: '', fingerprint: '', assertion: (_device: string, now: number) => String(now) } as DeviceKey;

test.each([-3_650, -3, 3, 30])(
  'a device whose clock is off by %d days gets its token by the time of the cloud',
  async (days) => {
    const client = identityClient(key, () => cloudNow + days * DAY);
    expect(await client.deviceToken(url, 'd')).toBe('token 2');
    // From then on it knows: one request a token.
    expect(asked).toEqual([CLOUD_NOW + days * DAY, CLOUD_NOW]);
    expect(await client.deviceToken(url, 'd')).toBe('token 2');
  },
);

test('all who ask at once by a wrong clock wait for the one token that comes by the right one', async () => {
  const client = identityClient(key, () => cloudNow + 5 * DAY);
  const all = await Promise.all(Array.from({ length: 8 }, () => client.deviceToken(url, 'd')));
  expect(new Set(all)).toEqual(new Set(['token 2']));
  expect(asked).toEqual([CLOUD_NOW + 5 * DAY, CLOUD_NOW]);
  // A device that was let in anew is another one.
  expect(await Promise.all([client.deviceToken(url, 'e'), client.deviceToken(url, 'e')])).toEqual([
    'token 3',
    'token 3',
  ]);
});

test('a token is renewed when it ends by the clock that nobody sets, and by the other one', async () => {
  let [now, steady] = [CLOUD_NOW, 0];
  const client = identityClient(
    key,
    () => now,
    () => steady,
  );
  expect(await client.deviceToken(url, 'd')).toBe('token 1');
  // Set back by days in the middle: the token still ends after its nine minutes.
  now -= 2 * DAY;
  steady = 500_000;
  expect(await client.deviceToken(url, 'd')).toBe('token 1');
  steady = 541_000;
  cloudNow += 541_000;
  expect(await client.deviceToken(url, 'd')).toBe('token 3');
  // A machine that slept for an hour: the steady clock may have stood still.
  now += 3_600_000;
  cloudNow += 3_600_000;
  expect(await client.deviceToken(url, 'd')).toBe('token 4');
});

test('a refusal for another reason is told and not tried again', async () => {
  const wrongCloud = identityClient({ ...key, assertion: () => '0' }, () => cloudNow);
  await expect(wrongCloud.deviceToken(url, 'd')).rejects.toMatchObject({ code: 'invalid_grant' });
  expect(asked).toEqual([0]);
});

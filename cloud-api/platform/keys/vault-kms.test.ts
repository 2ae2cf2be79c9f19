import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KmsUnavailable } from './kms.ts';
import { fakeTransit } from './testing/fake-transit.ts';
import { kmsContract } from './testing/kms-contract.ts';
import { vaultKms } from './vault-kms.ts';

describe('Vault’s transit engine, by a stand-in of its published API', () => {
  let transit: Awaited<ReturnType<typeof fakeTransit>>;
  let made = 0;
  beforeAll(async () => {
    transit = await fakeTransit('s.token');
  });
  afterAll(() => transit.close());
  const kms = (key: string, token = 's.token') => vaultKms({ address: transit.address, token, mount: 'transit', key });

  kmsContract(async () => {
    made += 1;
    const key = `tillhouse-${made}`;
    return { kms: kms(key), again: () => kms(key) };
  });

  test('a token that may not, and a Vault that is away, change nothing and say so', async () => {
    await expect(kms('any', 's.other').current()).rejects.toThrow('permission denied');
    const away = vaultKms({ address: 'http://127.0.0.1:1', token: 't', mount: 'transit', key: 'k' });
    await expect(away.wrap(Buffer.alloc(32), {})).rejects.toThrow(KmsUnavailable);
    // What stands before it answers in its place, or the line is cut in the middle of an answer.
    const proxy = createServer((request, response) => {
      if (request.method === 'GET')
        response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
      else {
        response.writeHead(200, { 'content-length': '100' }).write('{"data":');
        response.socket?.end();
      }
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const before = vaultKms({ address, token: 't', mount: 'transit', key: 'k' });
    await expect(before.current()).rejects.toThrow(KmsUnavailable);
    await expect(before.unwrap({ kek: 'v1', text: 'vault:v1:a' }, {})).rejects.toThrow(KmsUnavailable);
    proxy.closeAllConnections();
    await new Promise((done) => proxy.close(done));
  });
});

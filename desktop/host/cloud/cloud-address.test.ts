import { generateKeyPairSync } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { deviceKey } from '../session/device-key.ts';
import { identityClient } from '../session/identity-client.ts';
import { isSafeAddress } from './cloud-address.ts';

test.each([
  ['https://cloud.example', true],
  ['https://cloud.example:8443/below', true],
  ['http://127.0.0.1:4640', true],
  ['http://127.9.9.9', true],
  ['http://localhost:1', true],
  ['http://[::1]:4640', true],
  ['http://cloud.example', false],
  ['http://192.168.1.7:4640', false],
  ['http://127.0.0.1.evil.example', false],
  ['http://localhost.evil.example', false],
  ['http://2130706433.example', false],
  ['https://user:word@cloud.example', false],
  ['ftp://127.0.0.1', false],
  ['cloud.example', false],
  ['', false],
])('%s is safe to send to: %s', (address, safe) => expect(isSafeAddress(address)).toBe(safe));

test('a password does not leave for an address that is not encrypted', async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
  const key = await deviceKey({ read: async () => secret, write: async () => {}, warning: async () => null });
  const sent = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('sent'));
  const client = identityClient(key, Date.now);
  const who = { email: 'ada@shop.example', password: 'the password', tenantId: 'a' };
  await expect(client.signIn('http://cloud.example', who)).rejects.toMatchObject({ code: 'desk.cloud-not-encrypted' });
  expect(sent).not.toHaveBeenCalled();
  await expect(client.signIn('https://cloud.example', who)).rejects.toMatchObject({ kind: 'unavailable' });
  expect(sent).toHaveBeenCalledOnce();
  sent.mockRestore();
});

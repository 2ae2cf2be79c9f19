import { generateKeyPairSync } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { deviceKey } from '../session/device-key.ts';
import { identityClient } from '../session/identity-client.ts';
import { askWith } from '../session/cloud-sign-ins.ts';
import { signInByBrowser, signInByCode } from '../session/desk-oauth.ts';
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

test.each([
  [
    'the password of the security page',
    (cloudUrl: string) => askWith(cloudUrl, { ...asked, body: { password: 'the' } }),
  ],
  ['a sign-in in the browser', (cloudUrl: string) => signInByBrowser({ ...abroad, cloudUrl })],
  ['a sign-in by phone', (cloudUrl: string) => signInByCode({ ...abroad, cloudUrl })],
])('nor does %s', async (_what, begin) => {
  const sent = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('sent'));
  await expect(begin('http://cloud.example')).rejects.toMatchObject({ code: 'desk.cloud-not-encrypted' });
  expect(sent).not.toHaveBeenCalled();
  await expect(begin('https://cloud.example')).rejects.toMatchObject({ code: 'desk.cloud-unreachable' });
  expect(sent).toHaveBeenCalledOnce();
  sent.mockRestore();
});
const asked = { method: 'POST', path: '/auth/session', answer: z.unknown() } as const;
const abroad = { deviceName: 'Office', scope: 'openid' } as const;

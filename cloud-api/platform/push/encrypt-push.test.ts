import { createECDH } from 'node:crypto';
import { expect, test } from 'vitest';
import { arePushKeys, encryptPush } from './encrypt-push.ts';
import { isPublicAddress, NotPublic, publicLookup } from './public-address.ts';

/** The values of RFC 8291, appendix A. */
const browser = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};

test('what a browser is sent is encrypted as the known values have it', () => {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url');
  const salt = Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url');
  const sealed = encryptPush('When I grow up, I want to be a watermelon', browser, { pair, salt });
  expect(sealed.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

test('keys are a point of the curve and sixteen bytes', () => {
  expect(arePushKeys(browser)).toBe(true);
  expect(arePushKeys({ ...browser, auth: 'BTBZ' })).toBe(false);
  const off = Buffer.from(browser.p256dh, 'base64url');
  off[64] = (off[64] ?? 0) ^ 1;
  expect(arePushKeys({ ...browser, p256dh: off.toString('base64url') })).toBe(false);
  expect(arePushKeys({ ...browser, p256dh: `${browser.p256dh}AAAA` })).toBe(false);
});

test('an address is public where it is of the open net', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    '100.100.1.1',
    '0.0.0.0',
  ])
    expect(isPublicAddress(address), address).toBe(false);
  for (const address of [
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'name',
  ])
    expect(isPublicAddress(address), address).toBe(false);
  for (const address of ['8.8.8.8', '172.32.0.1', '2606:4700::1111'])
    expect(isPublicAddress(address), address).toBe(true);
});

test('a name is looked up as it is connected to, and not connected to where it leads to this machine', async () => {
  for (const all of [true, false]) {
    const found = await new Promise((resolve) => publicLookup('localhost', { all }, (error) => resolve(error)));
    expect(found).toBeInstanceOf(NotPublic);
  }
});

import { expect, test } from 'vitest';
import { better, merged, relayOf } from './elect.ts';
import { addressOf, textOf } from './settings.ts';

const at = (deviceId: string) => ({ deviceId, address: `10.0.0.${deviceId}:1` });

test('the lowest relays, and when it is gone the next one does, without a word', () => {
  expect(relayOf('2', ['3', '1'])).toBe('1');
  expect(relayOf('2', ['3'])).toBe('2');
  expect(relayOf('3', [])).toBe('3');
});

test('a desk calls the lowest below it that it may call, and nobody above', () => {
  const all = ['4', '2', '1', '3'].map(at);
  expect(better('3', null, all, () => true)).toEqual(at('1'));
  expect(better('3', null, all, (address) => address !== at('1').address)).toEqual(at('2'));
  expect(better('3', '2', all, () => true)).toEqual(at('1'));
  expect(better('3', '1', all, () => true)).toBeNull();
  expect(better('1', null, all, () => true)).toBeNull();
});

test('a desk that is heard of by two ways is one, known by the address that somebody saw', () => {
  const till = (deviceId: string, address: string | null) => ({ deviceId, name: deviceId, since: 1, address });
  expect(merged([till('2', null), till('1', 'a:1')], [till('2', 'b:2')])).toEqual([till('1', 'a:1'), till('2', 'b:2')]);
});

test('an address is a name or a number with the usual port or its own', () => {
  expect(addressOf('192.168.1.20')).toEqual({ host: '192.168.1.20', port: 47_115 });
  expect(addressOf(' till-2.local:5000 ')).toEqual({ host: 'till-2.local', port: 5_000 });
  expect(textOf(addressOf('[fd00::2]:47115') ?? { host: '', port: 0 })).toBe('[fd00::2]:47115');
  for (const wrong of ['', 'two words', 'host:0', 'host:70000', 'http://host', 'fd00::2'])
    expect(addressOf(wrong)).toBeNull();
});

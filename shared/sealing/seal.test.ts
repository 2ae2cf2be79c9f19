import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blindIndex, normalised } from './blind-index.ts';
import { type DataKey, isSealed, keyIdOf, MARK, newDataKey, NotOpened, open, seal } from './seal.ts';

const key = newDataKey('k1');
const place = { table: 'customers', row: '["a"]', column: 'email' };
const ring = (...keys: DataKey[]) => {
  const known = new Map(keys.map((each) => [each.id, each]));
  return (id: string) => known.get(id);
};

test('any text comes back, and none of it stands in what is kept', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 4 }), (text) => {
      const sealed = seal(key, text, place);
      expect(open(ring(key), sealed, place)).toBe(text);
      expect(sealed).not.toContain(text);
    }),
  );
});

test('no two values are sealed with the same nonce', () => {
  const heads = Array.from({ length: 2_000 }, () => {
    const sealed = seal(key, 'Ada', place);
    return Buffer.from(sealed.slice(sealed.indexOf('.', MARK.length) + 1), 'base64url')
      .subarray(0, 12)
      .toString('hex');
  });
  expect(new Set(heads).size).toBe(2_000);
});

test('two seals of one text differ, and carry the name of their key', () => {
  const [one, other] = [seal(key, 'zoë', place), seal(key, 'zoë', place)];
  expect(one).not.toBe(other);
  expect(keyIdOf(one)).toBe('k1');
  expect([isSealed(one), isSealed('zoë'), keyIdOf('zoë')]).toEqual([true, false, undefined]);
});

test.each([
  ['another row', { row: '["b"]' }],
  ['another column', { column: 'phone' }],
  ['another table', { table: 'staff' }],
])('a value laid into %s does not open', (_where, elsewhere) => {
  const sealed = seal(key, 'hannah@post.example', place);
  expect(() => open(ring(key), sealed, { ...place, ...elsewhere })).toThrow(NotOpened);
});

test('every byte of a value counts', () => {
  const sealed = seal(key, 'hannah', place);
  const at = sealed.indexOf('.', 4) + 1;
  const body = Buffer.from(sealed.slice(at), 'base64url');
  for (let index = 0; index < body.length; index += 1) {
    const bytes = Buffer.from(body);
    bytes[index] = (bytes[index] as number) ^ 1;
    expect(() => open(ring(key), sealed.slice(0, at) + bytes.toString('base64url'), place)).toThrow(NotOpened);
  }
  expect(() => open(ring(key), sealed.slice(0, at + 8), place)).toThrow('cut off');
});

test('a key that is not here is named; another key of the same name opens nothing', () => {
  const sealed = seal(key, 'hannah', place);
  expect(() => open(ring(newDataKey('k2')), sealed, place)).toThrow('the key k1 is not here');
  expect(() => open(ring(newDataKey('k1')), sealed, place)).toThrow('altered');
  expect(() => open(ring({ id: 'k2', secret: key.secret }), sealed.replace('k1', 'k2'), place)).toThrow('altered');
  expect(() => open(ring(key), 'hannah', place)).toThrow('not sealed');
});

test.each([
  ['email', ' Hannah@Post.Example ', 'hannah@post.example'],
  ['phone', '+44 (0)20 7946-0018', '+442079460018'],
  ['phone', '0044 20 7946 0018', '+442079460018'],
  ['phone', '020 7946 0018', '02079460018'],
] as const)('%s %s is looked up as %s', (kind, typed, plain) => expect(normalised(kind, typed)).toBe(plain));

test('a blind index is the same however a value is written, and another for another column, value or key', () => {
  const index = blindIndex(key, 'email', 'customers.email', 'Hannah@post.example');
  expect(blindIndex(key, 'email', 'customers.email', 'hannah@POST.example ')).toBe(index);
  expect(index).toMatch(/^[\w-]{22}$/);
  const others = [
    blindIndex(key, 'email', 'staff.email', 'hannah@post.example'),
    blindIndex(key, 'email', 'customers.email', 'hanna@post.example'),
    blindIndex(newDataKey('k1'), 'email', 'customers.email', 'hannah@post.example'),
  ];
  expect(new Set([index, ...others]).size).toBe(4);
});

import { expect, test } from 'vitest';
import { idOf, uuidV5 } from './source-ids.ts';

test('ids are those that names have by RFC 9562, the same on every machine', () => {
  const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  expect(uuidV5('www.example.com', dns)).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  expect(idOf('shopify', 'product', 'café')).toBe(idOf('shopify', 'product', 'café'));
  expect(idOf('shopify', 'product', 'mug')).not.toBe(idOf('spree', 'product', 'mug'));
});

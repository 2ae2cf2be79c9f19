import { expect, test } from 'vitest';
import { originOf } from './key-words.ts';

test.each([
  ['https://Shop.Larkhall.example', 'https://shop.larkhall.example'],
  ['shop.larkhall.example/catalogue?x=1', 'https://shop.larkhall.example'],
  ['http://localhost:4640', 'http://localhost:4640'],
  ['https://shop.example:8443/', 'https://shop.example:8443'],
  ['*', '*'],
  ['*.example', null],
  ['shop', null],
  ['https://user:word@shop.example', null],
  ['javascript:alert(1)', null],
  ['', null],
])('%s is the page %s', (text, origin) => expect(originOf(text)).toBe(origin));

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mayShip, noticesPage, shippedDependencies } from './licences.ts';

const root = join(import.meta.dirname, '../..');

test.each([
  ['MIT', true],
  ['MIT-0', true],
  ['(MIT OR GPL-3.0)', true],
  ['MIT AND Apache-2.0', true],
  ['MIT AND GPL-3.0', false],
  ['GPL-3.0', false],
  ['none stated', false],
])('%s may ship: %s', (licence, expected) => {
  expect(mayShip(licence)).toBe(expected);
});

test('everything that ships has a licence that allows it', () => {
  const refused = shippedDependencies(root).filter(({ licence }) => !mayShip(licence));
  expect(refused).toEqual([]);
});

test('the notices page is current', () => {
  const page = readFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), 'utf8');
  expect(page === noticesPage(shippedDependencies(root)), 'stale: run npm run docs').toBe(true);
});

import { expect, test } from 'vitest';
import { taxName } from './tax-name.ts';

test('a tax is called as the rates of its place are, else as it is published there, else a tax', () => {
  expect(taxName('DE', ['MwSt', 'MwSt'])).toBe('MwSt');
  expect(taxName('CA-QC', ['GST', 'QST'])).toBe('GST + QST');
  expect([taxName('DE', []), taxName('FR', []), taxName('GB', []), taxName('IE', [])]).toEqual([
    ...['USt', 'TVA', 'VAT', 'VAT'],
  ]);
  expect([taxName('US-NY', []), taxName('AU', []), taxName('JP', [])]).toEqual(['Sales tax', 'GST', 'Consumption tax']);
  expect([taxName(null, []), taxName('BR', []), taxName(null, ['Duty'])]).toEqual(['Tax', 'Tax', 'Duty']);
  // Nobody reads a row of ten of them.
  expect(taxName('US-NY', ['New York State Sales Tax', 'New York City Sales Tax'])).toBe('Sales tax');
});

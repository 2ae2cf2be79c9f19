import { expect, test } from 'vitest';
import { amountText, didText, nameText, valueText } from './audit-words.ts';

test('commands without words of their own are still readable', () => {
  expect(didText('catalog.saveBarcodeRules@2')).toBe('Save barcode rules');
  expect(nameText('stock_movements')).toBe('Stock movements');
  expect(nameText('taxClass')).toBe('Tax class');
  expect([amountText(1250, 'GBP'), amountText(1250, 'JPY'), amountText(null, 'GBP')]).toEqual([
    '£12.50',
    '¥1,250',
    '–',
  ]);
  expect([valueText(null), valueText(true), valueText(['a', 'b']), valueText(12)]).toEqual(['–', 'yes', 'a, b', '12']);
});

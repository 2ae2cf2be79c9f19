import { expect, test } from 'vitest';
import type { AuditRow } from '../../../bridge/audit-views.ts';
import { auditCsv } from './audit-csv.ts';
import { amountText, didText, nameText, valueText } from './audit-words.ts';

const row: AuditRow = {
  id: '7',
  position: 7,
  action: 'catalog.editProduct@1',
  actorId: 'a',
  actorName: '=HYPERLINK("x")',
  deviceName: 'Till, 1',
  outcome: 'applied',
  occurredAt: Date.UTC(2026, 10, 25, 9),
  recordedAt: Date.UTC(2026, 10, 25, 10),
  hash: 'ab12',
  subject: { table: 'products', label: 'Mug' },
};

test('a cell cannot become a formula or break its row', () => {
  const [head, line, end] = auditCsv([row]).split('\r\n');
  expect(head).toBe('number,recorded_at,occurred_at,who,did,command,to,device,outcome,hash');
  expect(line).toBe(
    `7,2026-11-25T10:00:00.000Z,2026-11-25T09:00:00.000Z,"'=HYPERLINK(""x"")",Edited a product,catalog.editProduct@1,products Mug,"Till, 1",applied,ab12`,
  );
  expect(end).toBe('');
});

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

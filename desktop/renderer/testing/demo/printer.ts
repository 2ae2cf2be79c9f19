import type { PrintedItem, PrinterSettings } from '../../../bridge/print-views.ts';
import { NOW } from './catalog.ts';

/** The printer of the sample till has no paper. */
export const demoPrinter = {
  printer: { model: 'virtual', address: '', width: 80, auto: true, drawer: true } as PrinterSettings,
  prints: { waiting: 2, problem: 'paper-out' as const },
};

/** Its fiscal device went silent a while ago. */
export const demoFiscal = {
  fiscal: { model: 'simulated-tse' as const, address: '192.168.1.41:7787', client: 'B2' },
  unsigned: { since: NOW - 38 * 60_000, receipts: 4, reason: 'it did not answer in time' },
};

const plain = (text: string, more: object = {}): PrintedItem => ({
  ...{ kind: 'line', text, align: 'left', bold: false, big: false },
  ...more,
});
const row = (left: string, right: string) => plain(left + right.padStart(48 - left.length));
const middle = { align: 'center' };

/** A receipt of the sample shop, as its bytes are read back. */
const items: readonly PrintedItem[] = [
  plain('Larkhall', { ...middle, bold: true, big: true }),
  plain('14 Walcot Buildings, Bath BA1 6AD', middle),
  plain('VAT GB 417 2093 86', middle),
  plain('-'.repeat(48)),
  row('Mon 23 Nov 2026 15:41', 'Priya'),
  plain('-'.repeat(48)),
  row('2 Stoneware mug, Moss', '28.00'),
  plain('  2 x 14.00'),
  row('1 Ash serving bowl, 28 cm', '46.00'),
  plain('-'.repeat(48)),
  row('Subtotal, 3 items', '74.00'),
  plain('='.repeat(48)),
  plain('TOTAL GBP          74.00', { bold: true, big: true }),
  row('Visa **** 4417', '74.00'),
  plain('  contactless, auth 081442'),
  plain('-'.repeat(48)),
  { kind: 'bars', text: 'B2-1-00418' },
  plain('Keep this receipt to bring goods back.', middle),
  { kind: 'cut' },
];
const printed = { items, unknown: 0, asked: null };

export function printAnswer(name: string): unknown {
  if (name === 'print.preview') return printed;
  if (name === 'print.virtual') return { papers: [{ at: NOW, printed }], paper: 'out', on: true };
  return name === 'print.openDrawer' ? { opened: true } : null;
}

import { describe, expect, test } from 'vitest';
import type { ReceiptView } from '../../../bridge/views.ts';
import { encodeText } from './code-pages.ts';
import { drawerKick, escpos } from './escpos.ts';
import { cellsLine, rowLines, wrap } from './paper.ts';
import { readEscpos } from './read-escpos.ts';
import { receiptPaper } from './receipt-paper.ts';
import { sampleReceipt } from './sample-receipt.ts';
import { sendToPrinter } from './tcp-printer.ts';
import { VirtualPrinter } from './virtual-printer.ts';

const hex = (bytes: Uint8Array | readonly number[]) => Buffer.from(bytes).toString('hex');
const store = { storeName: 'Larkhall', header: 'VAT GB 417\n01225 496 0142', footer: 'Thank you.', currency: 'GBP' };
const receipt: ReceiptView = sampleReceipt(store, Date.UTC(2026, 10, 21, 11, 3));
const textOf = (bytes: Uint8Array) =>
  readEscpos(bytes).items.flatMap((item) => (item.kind === 'line' ? item.text.trimEnd() : `<${item.kind}>`));

describe('bytes', () => {
  test('of each kind of block are those of the command set', () => {
    const head = '1b40' + '1b7410';
    const knife = '1d564278';
    const one = (block: Parameters<typeof escpos>[0][number]) => {
      const all = hex(escpos([block], 58));
      expect(all.startsWith(head) && all.endsWith(knife)).toBe(true);
      return all.slice(head.length, -knife.length);
    };
    expect(one({ kind: 'text', text: 'Hi' })).toBe('48690a');
    expect(one({ kind: 'text', text: 'Hi', align: 'center', bold: true, big: true })).toBe(
      '1b6101' + '1b4501' + '1d2111' + '48690a' + '1d2100' + '1b4500' + '1b6100',
    );
    expect(one({ kind: 'row', left: 'a', right: '9' })).toBe(`61${'20'.repeat(30)}390a`);
    expect(one({ kind: 'rule', double: true })).toBe(`${'3d'.repeat(32)}0a`);
    expect(one({ kind: 'space', lines: 3 })).toBe('1b6403');
    expect(one({ kind: 'bars', text: 'B2-1' })).toBe(
      '1b6101' + '1d6848' + '1d7702' + '1d4802' + '1d6b49067b4242322d31' + '1b6100',
    );
    expect(one({ kind: 'qr', text: 'é' })).toBe(
      '1b6101' +
        '1d286b0400314132 00'.replace(' ', '') +
        '1d286b0300314306' +
        '1d286b0300314531' +
        '1d286b0500315030c3a9' +
        '1d286b0300315130' +
        '1b6100',
    );
    expect(hex(drawerKick)).toBe('1b700019fa');
  });

  test('letters go to the page that has them, and what none has is counted', () => {
    expect(hex(encodeText('Zoë €5', 16).bytes)).toBe('5a6feb208035');
    expect(encodeText('Łódź', 16)).toEqual({ bytes: [0x1b, 0x74, 45, 0xa3, 0xf3, 0x64, 0x9f], page: 45, lost: 0 });
    expect(encodeText('Київ', 45)).toMatchObject({ page: 46, lost: 0 });
    expect(encodeText('茶−1', 16)).toMatchObject({ bytes: [0x3f, 0x2d, 0x31], lost: 1 });
    // What is written so is read so, over any change of page.
    const mixed = 'Zoë Łódź Київ Ελλάς İzmir';
    expect(textOf(escpos([{ kind: 'text', text: mixed }], 80))[0]).toBe(mixed);
  });

  test('rows keep their amount and wrap the rest; a long word is broken; cells fill the line', () => {
    expect(rowLines('1 Ribbed glass vase with a long name', '38.00', 24)).toEqual([
      '1 Ribbed glass     38.00',
      'vase with a long',
      'name',
    ]);
    expect(wrap('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k']);
    expect(wrap('', 4)).toEqual(['']);
    expect(cellsLine(['20 %', '144.05', '28.81', '172.86'], [3, 4, 3, 4], 32)).toHaveLength(32);
    expect(rowLines('😀'.repeat(30), '1', 20).every((line) => [...line].length <= 20)).toBe(true);
  });
});

describe('a receipt', () => {
  test.each([80, 58] as const)('on %d mm fits the line and says what was paid', (width) => {
    const bytes = escpos(receiptPaper(receipt, 'receipt'), width);
    const read = readEscpos(bytes);
    expect(read.unknown).toBe(0);
    for (const item of read.items)
      if (item.kind === 'line')
        expect([...item.text].length).toBeLessThanOrEqual((width === 80 ? 48 : 32) / (item.big ? 2 : 1));
    const text = textOf(bytes).join('\n');
    for (const said of ['VAT GB 417', 'Sat 21 Nov 2026 11:03', 'Visa **** 4417', 'auth 081442', '-1.64', 'Thank you.'])
      expect(text).toContain(said);
    expect(text).toMatch(/TOTAL GBP +68\.36/);
    expect(read.items).toContainEqual({ kind: 'bars', text: 'B2-1-00418' });
    expect(read.items.at(-1)).toEqual({ kind: 'cut' });
    expect(hex(escpos(receiptPaper(receipt, 'receipt'), width))).toBe(hex(bytes));
  });

  test('a copy says so at both ends, a gift receipt has no amount on it, a return names its sale', () => {
    const copy = textOf(escpos(receiptPaper(receipt, 'copy'), 80));
    expect(copy.filter((line) => line === '*** COPY ***')).toHaveLength(2);
    const gift = textOf(escpos(receiptPaper(receipt, 'gift'), 80)).join('\n');
    expect(gift).toContain('GIFT RECEIPT');
    expect(gift).toContain('2 Stoneware mug, Moss');
    expect(gift).not.toMatch(/\d\.\d\d\b(?! kg)/);
    const back = textOf(escpos(receiptPaper({ ...receipt, returnOf: 'B2-1-00400' }, 'receipt'), 80));
    expect(back).toContainEqual(expect.stringMatching(/^RETURN +B2-1-00400$/));
  });
});

describe('over TCP', () => {
  const ready = { connectMs: 2_000, statusMs: 2_000, doneMs: 2_000 };
  const paper = escpos([{ kind: 'text', text: 'Hello' }], 80);

  test('the printer says what keeps it, and that it is done; without a word of it nothing is taken for printed', async () => {
    const printer = await new VirtualPrinter().start();
    const send = (patience = ready) => sendToPrinter(printer.address, paper, { patience });
    expect(await send()).toBe('');
    expect(printer.state().papers[0]?.printed).toMatchObject({
      unknown: 0,
      items: [{ text: 'Hello' }, ...Array(4).fill({}), { kind: 'cut' }],
    });
    printer.paper = 'out';
    expect(await send()).toBe('paper-out');
    printer.paper = 'there';
    printer.stuck = true;
    expect(await send({ ...ready, doneMs: 20 })).toBe('not-confirmed');
    await printer.stop();
    expect(await send()).toBe('unreached');
    expect(printer.state().papers).toHaveLength(1);
  });
});

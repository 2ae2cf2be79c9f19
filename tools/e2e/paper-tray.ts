import { readEscpos } from '@tillhouse/desktop/host/devices/printers/read-escpos.ts';
import { VirtualPrinter } from '@tillhouse/desktop/host/devices/printers/virtual-printer.ts';
import { expect } from 'vitest';
import type { RowSource } from '../cli/read-sources.ts';
import type { Sold } from './cashier.ts';

/** A printer on the network of the shop, and what came out of it: the very bytes. */
export interface PaperTray {
  readonly printer: VirtualPrinter;
  readonly papers: readonly Uint8Array[];
}

export async function paperTray(): Promise<PaperTray> {
  const papers: Uint8Array[] = [];
  const printer = await new VirtualPrinter((bytes) => papers.push(Uint8Array.from(bytes))).start();
  return { printer, papers };
}

const columns = 48;
const knife = Buffer.from([0x1d, 0x56, 0x42]);
const money = (amount: number) => (amount / 100).toFixed(2);
const amountsIn = (text: string) => text.replaceAll('−', '-').match(/-?\d+\.\d\d(?!\d)/g) ?? [];

const textOf = (bytes: Uint8Array): string[] =>
  readEscpos(bytes).items.flatMap((item) => (item.kind === 'line' ? item.text.trimEnd() : []));

/** As bars on a sale, as a line of its own on a return */
function numberOn(bytes: Uint8Array): string | undefined {
  const bars = readEscpos(bytes).items.find((item) => item.kind === 'bars');
  return (
    bars?.text ??
    textOf(bytes)
      .find((line) => /^\s*[A-Z][A-Z0-9]*(-\d+)+$/.test(line))
      ?.trim()
  );
}

/** Bytes that are a paper at all: nothing in them is unknown, no line is longer than its roll, and it is cut off. */
function expectWellFormed(bytes: Uint8Array): void {
  const { items, unknown } = readEscpos(bytes);
  expect(unknown).toBe(0);
  expect([...bytes.subarray(0, 2)]).toEqual([0x1b, 0x40]);
  expect(Buffer.from(bytes).includes(knife)).toBe(true);
  for (const item of items)
    if (item.kind === 'line') expect([...item.text].length).toBeLessThanOrEqual(item.big ? columns / 2 : columns);
}

interface Booked {
  readonly kind: 'sale' | 'return';
  readonly total: string;
  readonly lines: readonly { readonly title: string; readonly total: number }[];
  readonly tenders: readonly { readonly amount: number; readonly given: number }[];
}

/** What the books of the cloud say of a receipt. */
async function booked(cloud: RowSource, number: string): Promise<Booked> {
  const [order] = await cloud.rows<{ id: string; kind: 'sale' | 'return'; total: string }>(
    'SELECT o.id, o.kind, o.total FROM receipts r JOIN orders o ON o.tenant_id = r.tenant_id AND o.id = r.order_id WHERE r.number = $1',
    [number],
  );
  if (!order) throw new Error(`the books do not know the receipt ${number}`);
  const lines = await cloud.rows<{ title: string; total: string }>(
    'SELECT title, total FROM order_lines WHERE order_id = $1',
    [order.id],
  );
  const tenders = await cloud.rows<{ amount: string; given: string }>(
    'SELECT amount, given FROM tenders WHERE order_id = $1',
    [order.id],
  );
  return {
    ...order,
    lines: lines.map(({ title, total }) => ({ title, total: Number(total) })),
    tenders: tenders.map(({ amount, given }) => ({ amount: Number(amount), given: Number(given) })),
  };
}

/** Each receipt came out of its printer, says what the books say, bears its number as bars, and is what the screen showed. */
export async function expectPapers(cloud: RowSource, tray: PaperTray, sold: readonly Sold[]): Promise<void> {
  const papersOf = (number: string) => tray.papers.filter((bytes) => numberOn(bytes) === number);
  for (const { number, picture } of sold) {
    // What a killed till had not printed comes out once its queue is tried again.
    await expect.poll(() => papersOf(number).length, { message: `papers of ${number}` }).toBeGreaterThan(0);
    const own = papersOf(number);
    const [paper = new Uint8Array()] = own;
    // One that was not confirmed is printed again, letter for letter.
    for (const again of own) expect(Buffer.from(again).equals(Buffer.from(paper)), number).toBe(true);
    expectWellFormed(paper);
    const text = textOf(paper).join('\n');
    const { kind, total, lines, tenders } = await booked(cloud, number);
    expect(text, number).toMatch(new RegExp(`TOTAL GBP +${money(Number(total))}\\n`));
    for (const line of lines) {
      expect(text.replaceAll(/\s+/g, ' '), number).toContain(line.title.split(',')[0] ?? '');
      expect(amountsIn(text), number).toContain(money(line.total));
    }
    for (const { amount, given } of tenders) expect(amountsIn(text), number).toContain(money(given || amount));
    const bars = readEscpos(paper).items.flatMap((item) => (item.kind === 'bars' ? item.text : []));
    expect(bars, number).toEqual(kind === 'sale' ? [number] : []);
    expect(picture, number).toContain(number);
    expect(amountsIn(picture.join('\n')), `picture of ${number}`).toEqual(amountsIn(text));
  }
}
